import { FolderInput } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bridge, CallDetail } from '../../src-preload/contract.ts';
import type { Candidate } from '../../src-preload/contract/matching.ts';
import { localeFor } from '../call-popup/locale.ts';
import { createMoments } from '../call-popup/moments.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { CandidateList } from './candidate-list.tsx';
import { CallerSearch } from './caller-search.tsx';

/**
 * Of a call that fits several people or matters: says so, and lets one choose with a key. Draws nothing for a call that is
 * filed, or that nobody has to choose for, until somebody says that it is filed wrongly.
 */
export function FileCallBar({
  bridge,
  call,
  now,
  refiling,
  onRefiled,
}: {
  bridge: Bridge;
  call: CallDetail;
  now: Date;
  /** It is filed, and belongs elsewhere. */
  refiling: boolean;
  onRefiled: () => void;
}) {
  const { t, i18n } = useTranslation('matching');
  const language = i18n.language as 'en' | 'fr' | 'nl' | 'de';
  const moments = useMemo(() => createMoments(localeFor(language, navigator.languages)), [language]);
  const [known, setKnown] = useState<{ call: CallDetail; candidates: Candidate[] } | null>(null);
  const [open, setOpen] = useState<'list' | 'search' | null>(null);
  const [failed, setFailed] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const { id: callId } = call;

  useEffect(() => {
    let isCurrent = true;
    // Whatever changed about the call may have filed it.
    bridge.request('matching:candidates', { callId: call.id }).then(
      (candidates) => isCurrent && setKnown({ call, candidates }),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [bridge, call]);
  useEffect(() => {
    if (open === 'list') list.current?.focus();
  }, [open]);

  const candidates = known?.call.id === callId ? known.candidates : [];
  const file = (contactId: string | null, matterId: string | null) => {
    bridge.request('matching:file', { callId, contactId, matterId }).then(
      () => {
        setOpen(null);
        setFailed(false);
        onRefiled();
      },
      () => setFailed(true),
    );
  };
  const failure = failed && (
    <p role="alert" className="mt-1 text-meta text-critical-text">
      {t('failed')}
    </p>
  );
  if (candidates.length === 0) {
    if (!refiling) return null;
    return (
      <section aria-label={t('file_elsewhere')} className="shrink-0 border-b border-line bg-sunken px-5 pt-0.5 pb-2">
        <CallerSearch bridge={bridge} onChoose={file} onLeave={onRefiled} />
        {failure}
      </section>
    );
  }
  return (
    <section aria-label={t('file_call')} className="shrink-0 border-b border-line bg-sunken px-5 py-2">
      <div className="flex items-center gap-2">
        <Icon of={FolderInput} className="text-text-2" />
        <p className="grow text-meta text-text-2">{t('why')}</p>
        <Button
          size={24}
          aria-expanded={open !== null}
          aria-keyshortcuts="W"
          on={open !== null}
          onClick={() => setOpen(open === null ? 'list' : null)}
        >
          {t('file_call')}
        </Button>
      </div>
      {failure}
      {open === 'list' && (
        <div className="mt-1.5 max-w-140">
          <CandidateList
            candidates={candidates}
            corner={null}
            moments={moments}
            nowMs={now.getTime()}
            listRef={list}
            onChoose={({ contactId, matter }) => file(contactId, matter?.id ?? null)}
            onSomeoneElse={() => setOpen('search')}
            onLeave={() => setOpen(null)}
          />
        </div>
      )}
      {open === 'search' && <CallerSearch bridge={bridge} onChoose={file} onLeave={() => setOpen(null)} />}
    </section>
  );
}
