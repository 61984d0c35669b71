import { clsx } from 'clsx';
import { RadioGroup } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../src-preload/contract.ts';

type Corner = Settings['popupCorner'];
const places: [Corner, string][] = [
  ['top_left', 'top-1 left-1'],
  ['top_right', 'top-1 right-1'],
  ['bottom_left', 'bottom-1 left-1'],
  ['bottom_right', 'right-1 bottom-1'],
];

/** A small screen with four corners to choose from. */
export function CornerPicker({ corner, onChange }: { corner: Corner; onChange: (corner: Corner) => void }) {
  const { t } = useTranslation('settings');
  return (
    <RadioGroup.Root
      aria-label={t('popup.place')}
      value={corner}
      onValueChange={(value) => {
        const chosen = places.find(([one]) => one === value);
        if (chosen) onChange(chosen[0]);
      }}
      className="relative h-14 w-23 rounded-[5px] border-[1.5px] border-control bg-canvas"
    >
      {places.map(([one, place]) => (
        <RadioGroup.Item
          key={one}
          value={one}
          aria-label={t(`popup.corner.${one}`)}
          title={t(`popup.corner.${one}`)}
          className={clsx(
            // The drawn corner is 26 × 16; what can be pressed is larger.
            'absolute h-4 w-6.5 rounded-[3px] before:absolute before:-inset-1',
            place,
            one === corner ? 'bg-accent' : 'border border-dashed border-control hover:bg-hover',
          )}
        />
      ))}
    </RadioGroup.Root>
  );
}
