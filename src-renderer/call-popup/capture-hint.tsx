import { ShieldCheck } from 'lucide-react';
import type { RingCard } from '../../src-preload/contract.ts';
import { Fact } from './facts.tsx';
import { useWords } from './use-words.ts';

/** What the firm's rules say about a caller whom nobody knows; nothing where they allow recording or AI. */
export function CaptureHint({ off }: { off: RingCard['captureOff'] }) {
  const t = useWords();
  if (off === null) return null;
  return (
    <ul className="mt-2.5 text-meta text-text-2">
      <Fact icon={ShieldCheck} wrap>
        {off === 'until_filed' ? t('capture_until_filed') : t('capture_off')}
      </Fact>
    </ul>
  );
}
