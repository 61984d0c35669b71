import { ArrowLeft, Ban, FileQuestionMark, Info, Phone, TriangleAlert } from 'lucide-react';
import { useEffect, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../src-preload/contract.ts';
import { NumberMenu } from '../dialling/number-menu.tsx';
import type { ConversationData } from '../stores/conversation-store.ts';
import { useOfficeNow } from '../stores/use-office-now.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { RoleChip } from '../ui/role-chip.tsx';
import { Composer } from './composer.tsx';
import { ConversationLog } from './conversation-log.tsx';

export interface ConversationActions {
  onType: (text: string) => void;
  onSend: () => void;
  onBack: () => void;
  onCall: (number: string) => void;
  onBlock: (number: string, formatted: string, block: boolean) => void;
  onSeen: () => void;
}

/** The messages with one number, and the answer. */
export function ConversationPane({
  data,
  mac,
  canBlock,
  paneRef,
  fieldRef,
  ...actions
}: ConversationActions & {
  data: ConversationData;
  mac: boolean;
  canBlock: boolean;
  paneRef: RefObject<HTMLElement | null>;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
}) {
  const { t } = useTranslation('messages');
  const now = useOfficeNow(30_000);
  const { open, conversation, state, draft } = data;
  const { onSeen } = actions;

  // Seen by a person: the window has the keyboard, or gets it while these messages are on screen.
  useEffect(() => {
    if (conversation === null) return undefined;
    const seen = () => document.hasFocus() && onSeen();
    seen();
    window.addEventListener('focus', seen);
    return () => window.removeEventListener('focus', seen);
  }, [conversation, onSeen]);

  if (open === null) return null;
  if (conversation === null)
    return (
      <article
        ref={paneRef}
        data-pane="detail"
        data-pane-start
        tabIndex={-1}
        aria-label={t('name', { who: open.number ?? t('row.unknownSender') })}
        aria-busy={state === 'loading' || undefined}
        className="flex min-w-0 grow flex-col justify-center bg-surface"
      >
        {state === 'loading' && <span className="sr-only">{t('loading')}</span>}
        {state === 'gone' && (
          <EmptyState icon={FileQuestionMark} title={t('gone')}>
            {t('goneWhy')}
          </EmptyState>
        )}
        {state === 'unreadable' && (
          <EmptyState icon={TriangleAlert} title={t('unreadable')}>
            {t('unreadableWhy')}
          </EmptyState>
        )}
      </article>
    );
  const who = conversation.title ?? t('row.unknownSender');
  return (
    <article
      ref={paneRef}
      data-pane="detail"
      data-pane-start
      tabIndex={-1}
      aria-label={t('name', { who })}
      className="@container flex min-h-0 min-w-0 grow flex-col bg-surface"
    >
      <Header conversation={conversation} who={who} data={data} canBlock={canBlock} {...actions} />
      <ConversationLog
        key={open.number ?? open.messageId}
        conversation={conversation}
        who={who}
        messageId={open.messageId}
        now={now}
      />
      {conversation.cannotSend === null ? (
        <Composer
          who={who}
          draft={draft}
          mac={mac}
          fieldRef={fieldRef}
          onType={actions.onType}
          onSend={actions.onSend}
        />
      ) : (
        <div className="shrink-0 border-t border-line px-5 py-3">
          <p className="flex items-start gap-2 text-text-2">
            <Icon of={Info} className="mt-0.5" />
            <span>{t(`cannotSend.${conversation.cannotSend}`)}</span>
          </p>
          {/* What was typed before the connection went is still there to be read. */}
          {draft !== null && draft.text !== '' && (
            <p className="selectable mt-2 rounded-2 border border-line bg-sunken px-2.5 py-2 text-read whitespace-pre-wrap">
              {draft.text}
            </p>
          )}
        </div>
      )}
    </article>
  );
}

function Header({
  conversation,
  who,
  data,
  canBlock,
  onBack,
  onCall,
  onBlock,
}: ConversationActions & { conversation: Conversation; who: string; data: ConversationData; canBlock: boolean }) {
  const { t } = useTranslation('messages');
  const control = useTranslation('control').t;
  const { number, numberFormatted, titleIsNumber, organisation, role, matter } = conversation;
  const facts = [organisation === conversation.title ? null : organisation, titleIsNumber ? null : numberFormatted];
  return (
    <header className="grid shrink-0 gap-1.25 border-b border-line px-5 pt-3.25 pb-2.75">
      {data.open?.fromCall === true && (
        <span className="-ml-2">
          <Button look="quiet" size={24} icon={ArrowLeft} onClick={onBack}>
            {t('back')}
          </Button>
        </span>
      )}
      <div className="flex min-w-0 items-start gap-2">
        <div className="flex min-h-7 min-w-0 flex-wrap items-center gap-x-2 gap-y-0.5">
          <h2 className="selectable max-w-full text-name font-semibold tracking-[-0.01em] wrap-anywhere">{who}</h2>
          {role && <RoleChip role={role} />}
          {data.blocked === true && (
            <Chip tone="caution" icon={Ban}>
              {control('blocked')}
            </Chip>
          )}
        </div>
        {number !== null && (
          <span className="ml-auto flex shrink-0 gap-1.5">
            <Button icon={Phone} aria-keyshortcuts="C" onClick={() => onCall(number)}>
              {t('call')}
            </Button>
            <NumberMenu
              blocked={canBlock ? (data.blocked ?? false) : null}
              onBlock={(block) => onBlock(number, numberFormatted ?? number, block)}
            />
          </span>
        )}
      </div>
      <p className="selectable flex min-h-5 min-w-0 flex-wrap items-center gap-x-1.5 text-meta text-text-2">
        {matter && <b className="font-semibold text-text">{matter.number}</b>}
        {matter && <span className="text-text">{matter.title}</span>}
        {facts
          .filter((fact) => fact !== null && fact !== '')
          .map((fact, index) => (
            <span key={fact}>
              {(matter !== null || index > 0) && <span className="mr-1.5 text-text-3">·</span>}
              {fact}
            </span>
          ))}
      </p>
    </header>
  );
}
