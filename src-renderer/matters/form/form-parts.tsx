import { useId, type ReactNode } from 'react';
import { Trash2, type LucideIcon } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';

/** A heading and what belongs to it. */
export function FormPart({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-t border-line pt-3">
      <header className="mb-2 flex min-h-7 items-center gap-2">
        <h3 id={id} className="grow font-semibold">
          {title}
        </h3>
        {action}
      </header>
      {children}
    </section>
  );
}

export function AddButton({ icon, label, onPress }: { icon: LucideIcon; label: string; onPress: () => void }) {
  return (
    <Button size={24} icon={icon} onClick={onPress}>
      {label}
    </Button>
  );
}

export function RemoveRow({ label, onPress }: { label: string; onPress: () => void }) {
  return <IconButton size={28} icon={Trash2} label={label} onClick={onPress} />;
}

export function Checkbox({
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
    <label className="inline-flex min-h-7 items-center gap-2">
      <input
        type="checkbox"
        checked={on}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 accent-accent"
      />
      {label}
    </label>
  );
}
