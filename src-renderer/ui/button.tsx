import { clsx } from 'clsx';
import type { LucideIcon } from 'lucide-react';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Icon } from './icon.tsx';

export type ButtonLook = 'plain' | 'primary' | 'quiet';
export type ButtonSize = 24 | 28 | 32 | 36;

const looks: Record<ButtonLook, string> = {
  plain: 'border-line-2 bg-surface text-text shadow-1 enabled:hover:bg-hover enabled:active:bg-pressed',
  primary:
    'border-transparent bg-accent text-on-accent shadow-1 enabled:hover:bg-accent-hover enabled:active:bg-accent-pressed',
  quiet: 'border-transparent bg-transparent text-text-2 enabled:hover:bg-hover enabled:active:bg-pressed',
};
const sizes: Record<ButtonSize, string> = {
  24: 'h-6 px-2 text-meta',
  28: 'h-7 px-2.5 text-ui',
  32: 'h-8 px-3 text-ui',
  36: 'h-9 px-5 text-ui',
};
const squares: Record<ButtonSize, string> = { 24: 'h-6 w-6', 28: 'h-7 w-7', 32: 'h-8 w-8', 36: 'h-9 w-9' };

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'type'> {
  look?: ButtonLook;
  size?: ButtonSize;
  icon?: LucideIcon | undefined;
  iconFilled?: boolean;
  /** Pressed in, for buttons that switch something: also told as `aria-pressed`. */
  on?: boolean | undefined;
  /** Works on it: the label changes, the width stays, presses are ignored. */
  busy?: boolean;
  type?: 'button' | 'submit';
  square?: boolean;
  children?: ReactNode;
}

/** One `primary` per surface. */
export function Button({
  look = 'plain',
  size = 28,
  icon,
  iconFilled = false,
  on,
  busy = false,
  square = false,
  type = 'button',
  className,
  children,
  disabled,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-pressed={on}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={clsx(
        'inline-flex shrink-0 cursor-default items-center justify-center gap-1.5 rounded-2 border leading-none font-medium whitespace-nowrap transition-colors duration-(--cb-t-fade)',
        square ? squares[size] : sizes[size],
        on ? 'border-accent-line bg-selected text-accent-text' : looks[look],
        'disabled:border-line-2 disabled:bg-sunken disabled:text-text-3 disabled:shadow-none',
        className,
      )}
    >
      {icon && (
        <Icon
          of={icon}
          size={size === 24 ? 14 : 16}
          filled={iconFilled}
          className={look === 'primary' || on ? undefined : 'text-text-2'}
        />
      )}
      {children}
    </button>
  );
}
