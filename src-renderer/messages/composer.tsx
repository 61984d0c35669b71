import { Send } from 'lucide-react';
import { useId, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { describeNotDone } from '../call-control/describe-act.ts';
import type { Draft } from '../stores/conversation-store.ts';
import { BusyLabel } from '../ui/busy-label.tsx';
import { Button } from '../ui/button.tsx';
import { FieldMessage } from '../ui/field-message.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useFormat } from '../words/format.ts';
import { MOST_CHARACTERS, smsParts } from './sms-parts.ts';

/** From here on it is said how many characters are left. */
const NEARLY_FULL = 100;

/** The answer. Enter is a new line, Ctrl Enter sends; what was typed stays until it is sent. */
export function Composer({
  who,
  draft,
  mac,
  fieldRef,
  onType,
  onSend,
}: {
  who: string;
  draft: Draft | null;
  mac: boolean;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  onType: (text: string) => void;
  onSend: () => void;
}) {
  const { t } = useTranslation('messages');
  const control = useTranslation('control').t;
  const format = useFormat();
  const id = useId();
  const text = draft?.text ?? '';
  const sending = draft?.sending === true;
  const error = draft?.answer ? describeNotDone(draft.answer, control) : undefined;
  const left = MOST_CHARACTERS - text.length;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
      className="shrink-0 border-t border-line bg-surface px-5 pt-3 pb-3.5"
    >
      <textarea
        ref={fieldRef}
        aria-label={t('composer.label', { who })}
        aria-describedby={error ? `${id}-error` : undefined}
        placeholder={t('composer.placeholder')}
        value={text}
        maxLength={MOST_CHARACTERS}
        readOnly={sending}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (mac ? event.metaKey : event.ctrlKey)) onSend();
          else if (event.key === 'Escape') event.currentTarget.blur();
          else return;
          event.preventDefault();
        }}
        className="block field-sizing-content max-h-60 min-h-14 w-full resize-none rounded-2 border border-control bg-surface px-2.5 py-2 text-read placeholder:text-text-3 read-only:bg-sunken"
      />
      <FieldMessage id={`${id}-error`} error={error} />
      <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span className="text-meta text-text-3">
          {text !== '' && t('composer.count', { number: format.number(text.length), count: smsParts(text) })}
          {left <= NEARLY_FULL && ` · ${t('composer.left', { count: left })}`}
        </span>
        <span className="ml-auto inline-flex items-center gap-1.5 text-meta text-text-3">
          <Kbd>{mac ? '⌘ Enter' : 'Ctrl Enter'}</Kbd> {t('composer.keys')}
        </span>
        <Button
          type="submit"
          look="primary"
          size={32}
          busy={sending}
          aria-busy={sending || undefined}
          disabled={text.trim() === ''}
        >
          <BusyLabel icon={Send} words={t('composer.send')} busyWords={[t('composer.sending')]} busy={sending} />
        </Button>
      </div>
    </form>
  );
}
