import { Headset, PhoneIncoming } from 'lucide-react';
import type { PopupStrip } from '../../src-preload/contract.ts';
import { Icon } from '../ui/icon.tsx';
import { ActionButton } from './action-button.tsx';
import { Clock } from './clock.tsx';
import { useSurroundings } from './popup-context.ts';
import { useWords } from './use-words.ts';

/** Other calls that ring now, above the card being read; they never cover it. */
export function CallStrips({ strips, moreCalls }: { strips: PopupStrip[]; moreCalls: number }) {
  const t = useWords();
  return (
    <>
      {moreCalls > 0 && (
        <p className="flex h-7 flex-none items-center border-b border-line pl-10 text-meta text-text-2">
          {t('more_calls', { count: moreCalls })}
        </p>
      )}
      {strips.map((strip) => (
        <Strip key={strip.callId} strip={strip} />
      ))}
    </>
  );
}

function Strip({ strip }: { strip: PopupStrip }) {
  const { actions } = useSurroundings();
  const t = useWords();
  const name = strip.title ?? t('number_withheld');
  const line = [strip.role === null ? '' : t(`roles:chip.${strip.role}`), strip.line ?? ''].filter(Boolean).join(' · ');
  return (
    <fieldset
      aria-label={t('second_call', { name })}
      className="flex h-14 min-w-0 flex-none items-center gap-2.5 border-b border-line bg-surface pr-2 pl-3.5"
    >
      <Icon of={strip.isAgent ? Headset : PhoneIncoming} className="text-accent-text" />
      <div className="flex min-w-0 flex-1 flex-col">
        <span className="truncate font-medium">{name}</span>
        {line !== '' && <span className="truncate text-meta text-text-2">{line}</span>}
      </div>
      <Clock since={strip.since} kind={strip.isAgent ? 'talking' : 'ringing'} quiet />
      <ActionButton
        label={t('show')}
        spokenAs={t('show_call', { name })}
        small
        narrow
        // Of several the first: that is who rang last.
        letter="S"
        onPress={() => actions.showStrip(strip.callId)}
      />
    </fieldset>
  );
}
