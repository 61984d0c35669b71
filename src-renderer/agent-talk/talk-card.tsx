import { Activity } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InsightsView } from '../../src-preload/contract.ts';
import type { AgentTalkRequests } from '../../src-preload/contract/agent-talk.ts';
import { Card } from '../insights/card.tsx';
import { useStores } from '../stores/stores.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { CallDetail } from '../../src-preload/contract.ts';
import { TalkInspector } from './talk-inspector.tsx';

/** The receptionist took it, or spoke with the caller before somebody did. */
export const hadReceptionist = (call: Pick<CallDetail, 'id' | 'outcome'>, view: InsightsView | null): boolean =>
  call.outcome === 'agent' || (view?.callId === call.id && view.transcript.wasHeardLive !== undefined);

/** Beside a call: a talk of the receptionist can be gone through. It is read at the office when somebody looks. */
export function TalkCard({ callId }: { callId: string }) {
  const { t } = useTranslation('agentTalk');
  const control = useTranslation('control').t;
  const { bridge } = useStores();
  const [answer, setAnswer] = useState<AgentTalkRequests['agent-talk:get']['answer'] | 'asked' | null>(null);
  const read = () => {
    setAnswer('asked');
    void bridge.request('agent-talk:get', { callId }).then(setAnswer, () => setAnswer({ refused: 'failed' }));
  };
  const talk = answer !== null && answer !== 'asked' && 'talk' in answer ? answer.talk : null;
  return (
    <Card title={t('title')}>
      <p className="mb-2 text-meta text-text-2">{t('what')}</p>
      <Button icon={Activity} busy={answer === 'asked'} onClick={read}>
        {t('look')}
      </Button>
      <p role="status" className="mt-1.5 text-meta text-text-2 empty:hidden">
        {answer !== null && answer !== 'asked' && 'refused' in answer && control(`refusal.${answer.refused}`)}
        {answer !== null && answer !== 'asked' && 'talk' in answer && answer.talk === null && t('notKept')}
      </p>
      {talk !== null && (
        <Dialog title={t('title')} closeLabel={t('close')} width="sheet" open onClose={() => setAnswer(null)}>
          <TalkInspector talk={talk} />
        </Dialog>
      )}
    </Card>
  );
}
