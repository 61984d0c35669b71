import { useWords } from './use-words.ts';

/** Says that the last press was not saved. The region is there from the start, so that it is also read out. */
export function CardFailure({ failed }: { failed: boolean }) {
  const t = useWords();
  return (
    <output className={failed ? 'mt-2 block text-meta text-critical-text' : 'sr-only'}>
      {failed ? t('not_done') : ''}
    </output>
  );
}
