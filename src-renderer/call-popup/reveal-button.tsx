import { Eye } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { HoldButton } from '../ui/hold-button.tsx';
import { useSurroundings } from './popup-context.ts';
import { useWords } from './use-words.ts';

/** Names are shown while it is pressed, by pointer or key. */
export function RevealButton() {
  const { actions } = useSurroundings();
  const t = useWords();
  const reveal = useRef(actions.reveal);
  // The card that goes away lets go by itself.
  useEffect(() => {
    const { current } = reveal;
    return () => current(false);
  }, []);
  return <HoldButton icon={Eye} label={t('privacy.hold')} letter="R" inPopup onHold={actions.reveal} />;
}
