import { Switch as Radix } from 'radix-ui';

export function Switch({
  label,
  on,
  disabled = false,
  onChange,
}: {
  label: string;
  on: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <span className="inline-flex h-6 items-center">
      <Radix.Root
        aria-label={label}
        checked={on}
        disabled={disabled}
        onCheckedChange={onChange}
        className="relative h-4.5 w-8 shrink-0 rounded-full border-[1.5px] border-control bg-surface transition-colors duration-(--cb-t-fade) before:absolute before:-inset-1 disabled:opacity-60 data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="absolute top-1/2 left-0.5 size-2.75 -translate-y-1/2 rounded-full bg-control transition-transform duration-(--cb-t-fade) data-[state=checked]:translate-x-3.25 data-[state=checked]:bg-on-accent" />
      </Radix.Root>
    </span>
  );
}
