import { Check, PhoneCall, PhoneIncoming, PhoneMissed, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallDetail } from '../../src-preload/contract.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';

type LegState = CallDetail['legs'][number]['state'];
const icons: Record<LegState, [icon: LucideIcon, tone: string]> = {
  ringing: [PhoneIncoming, 'text-accent-text'],
  talking: [PhoneCall, 'text-positive-text'],
  answered: [Check, 'text-positive-text'],
  not_answered: [PhoneMissed, 'text-text-3'],
};

/**
 * What happened on each person's phone. Not answering is no failure of theirs: grey, not red. `endUnknown`: nothing of
 * this call rings any more.
 */
export function Legs({ legs, endUnknown }: { legs: CallDetail['legs']; endUnknown: boolean }) {
  const { t } = useTranslation('calls');
  if (legs.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1.5 font-semibold">{t('detail.whoWasRung')}</h3>
      <ul className="rounded-3 border border-line">
        {keyed(legs).map(([key, leg]) => {
          const lost = endUnknown && leg.state === 'ringing';
          const [icon, tone] = icons[lost ? 'not_answered' : leg.state];
          const name = leg.name ?? t('detail.unknownPhone');
          return (
            <li key={key} className="flex items-center gap-2 px-3 py-1.5 not-first:border-t not-first:border-line">
              <Avatar name={name} us={leg.state === 'answered' || leg.state === 'talking'} />
              <span className="cut grow">{leg.isMe ? t('detail.you', { name }) : name}</span>
              <span className={`inline-flex items-center gap-1.25 text-meta ${tone}`}>
                <Icon of={icon} size={14} />
                {t(`detail.legs.${lost ? 'end_not_reported' : leg.state}`)}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Two phones may have the same name: the second `Jonas` is `Jonas 2`. */
function keyed(legs: CallDetail['legs']): [key: string, leg: CallDetail['legs'][number]][] {
  const seen = new Map<string, number>();
  return legs.map((leg) => {
    const name = leg.name ?? '';
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return [`${name} ${String(nth)}`, leg];
  });
}
