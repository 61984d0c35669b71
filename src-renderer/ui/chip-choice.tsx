import { useId } from 'react';
import { FieldMessage } from './field-message.tsx';
import { FilterChip } from './filter-chip.tsx';

/** Any number of a few, all visible: pressed in or not. */
export function ChipChoice<V extends string>({
  label,
  chosen,
  options,
  help,
  error,
  onChange,
}: {
  label: string;
  chosen: readonly V[];
  options: readonly { value: V; label: string }[];
  help?: string | undefined;
  error?: string | undefined;
  /** In the order of the options. */
  onChange: (chosen: V[]) => void;
}) {
  const id = useId();
  return (
    <div role="group" aria-label={label} aria-describedby={help || error ? id : undefined}>
      <div className="flex flex-wrap gap-1.5">
        {options.map(({ value, label: word }) => {
          const isOn = chosen.includes(value);
          return (
            <FilterChip
              key={value}
              label={word}
              on={isOn}
              onPress={() =>
                onChange(
                  options.map((option) => option.value).filter((one) => (one === value ? !isOn : chosen.includes(one))),
                )
              }
            />
          );
        })}
      </div>
      <FieldMessage id={id} help={help} error={error} />
    </div>
  );
}
