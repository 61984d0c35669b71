import { Check, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { hotkeyCaps, hotkeyOf } from './hotkey.ts';

/** The combination, whether it is free, and a way to press another one. */
export function HotkeyControl({
  label,
  hotkey,
  free,
  mac,
  onChange,
}: {
  /** What the keys do: several such controls stand on one page. */
  label: string;
  hotkey: string;
  free: boolean;
  mac: boolean;
  onChange: (hotkey: string) => void;
}) {
  const { t } = useTranslation('settings');
  const [listening, setListening] = useState(false);
  if (listening)
    return (
      <Button
        size={24}
        on
        ref={(button) => button?.focus()}
        onBlur={() => setListening(false)}
        onKeyDown={(event) => {
          if (event.key === 'Tab') return;
          event.preventDefault();
          event.stopPropagation();
          const pressed = hotkeyOf(event.nativeEvent, mac);
          if (pressed) onChange(pressed);
          if (pressed || event.key === 'Escape') setListening(false);
        }}
      >
        {t('hotkey.pressKeys')}
      </Button>
    );
  return (
    <>
      {hotkeyCaps(hotkey, mac).map((cap) => (
        <Kbd key={cap}>{cap}</Kbd>
      ))}
      {free ? (
        <Chip tone="positive" icon={Check}>
          {t('hotkey.free')}
        </Chip>
      ) : (
        <Chip tone="caution" icon={TriangleAlert}>
          {t('hotkey.taken')}
        </Chip>
      )}
      <Button size={24} aria-label={t('hotkey.changeOf', { what: label })} onClick={() => setListening(true)}>
        {t('hotkey.change')}
      </Button>
    </>
  );
}
