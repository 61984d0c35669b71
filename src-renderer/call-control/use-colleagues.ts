import { useEffect, useState } from 'react';
import type { Colleague } from '../../src-preload/contract.ts';
import { useControlDesk } from './control-desk.ts';

export type Colleagues =
  { state: 'loading' } | { state: 'unreadable' } | { state: 'known'; list: readonly Colleague[] };

/** Asked for when somebody wants to transfer, and followed as long as the panel is open. */
export function useColleagues(): Colleagues {
  const { watchColleagues } = useControlDesk();
  const [colleagues, setColleagues] = useState<Colleagues>({ state: 'loading' });
  useEffect(
    () => watchColleagues((list) => setColleagues(list === null ? { state: 'unreadable' } : { state: 'known', list })),
    [watchColleagues],
  );
  return colleagues;
}
