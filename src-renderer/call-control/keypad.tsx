import { clsx } from 'clsx';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePress } from './use-press.ts';

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
const compactKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'] as const;

/** Tones for a menu at the other end. Each key is sent when it is pressed, here or on the keyboard. */
export function Keypad({
  compact = false,
  onDigit,
  onClose,
}: {
  /** Two rows, as in the popup. */
  compact?: boolean;
  onDigit: (digit: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('control');
  const [pressed, setPressed] = useState('');
  const press = (digit: string) => {
    setPressed((before) => before + digit);
    onDigit(digit);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    // By what is typed, else by place: on AZERTY the digit row needs Shift, and * and # are elsewhere on every keyboard.
    const place = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
    const typed = /^[0-9*#]$/.test(event.key) ? event.key : place;
    if (event.key === 'Escape') onClose();
    else if (typed !== undefined) press(typed);
    else return;
    // A digit here chooses nobody in a list elsewhere, and Esc closes no more than this.
    event.stopPropagation();
    event.preventDefault();
  };
  return (
    // Keys pressed on any of its buttons, or on the group itself, are tones.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <fieldset
      aria-label={t('keys.title')}
      tabIndex={-1}
      data-keypad
      onKeyDown={onKeyDown}
      className={clsx('min-w-0 rounded-2 outline-offset-4', !compact && 'w-56 max-w-full')}
    >
      <output aria-label={t('keys.pressed')} className="mb-1.5 flex min-h-6 items-center text-meta text-text-2">
        {pressed === '' ? (
          t('keys.none')
        ) : (
          <span className="cut text-title font-semibold tracking-[0.12em] text-text" dir="ltr">
            {pressed.slice(-16)}
          </span>
        )}
      </output>
      <div className={clsx('grid gap-1', compact ? 'grid-cols-6' : 'grid-cols-3')}>
        {(compact ? compactKeys : keys).map((digit) => (
          <Key key={digit} digit={digit} onPress={() => press(digit)} />
        ))}
      </div>
    </fieldset>
  );
}

function Key({ digit, onPress }: { digit: (typeof keys)[number]; onPress: () => void }) {
  const { t } = useTranslation('control');
  const guard = usePress<HTMLButtonElement>(onPress);
  const name = digit === '*' ? t('keys.star') : digit === '#' ? t('keys.hash') : digit;
  return (
    <button
      type="button"
      {...guard}
      aria-label={t('keys.key', { key: name })}
      className="h-8 rounded-2 border border-line-2 bg-surface text-ui font-medium hover:bg-hover active:bg-pressed"
    >
      {digit}
    </button>
  );
}
