import type { TriedScript, TryTurn } from '@callbrief/relay/wire/receptionist';
import { clsx } from 'clsx';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ReceptionistStore } from '../stores/receptionist-store.ts';
import { Button } from '../ui/button.tsx';
import { Switch } from '../ui/switch.tsx';
import { goToStep } from './flow-step.tsx';
import { useFlowWords } from './use-flow-words.ts';

/** What is typed, as a caller would: digits alone are keys. */
const turnOf = (text: string): TryTurn =>
  /^[0-9*#]{1,20}$/.test(text) ? { kind: 'keys', keys: text } : { kind: 'words', text };

/** A caller who types, and a receptionist who answers by the script as it stands. */
export function ScriptTalk({ receptionist, hasProblems }: { receptionist: ReceptionistStore; hasProblems: boolean }) {
  const { t } = useTranslation('receptionist');
  const control = useTranslation('control').t;
  const { talk } = useStore(receptionist.store);
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const answer = talk.answer;
  const isOver = answer !== null && answer.step === null && answer.problems.length === 0;
  const step = answer?.step ?? null;
  const say = (turn: TryTurn | null) => {
    setTyped('');
    void receptionist.say(turn).then(() => {
      field.current?.focus();
      // It may have been there already, and the talk has pushed it down.
      field.current?.scrollIntoView?.({ block: 'nearest' });
    });
  };
  return (
    <section aria-labelledby="receptionist-talk" className="mt-7">
      <h3 id="receptionist-talk" className="mb-1 font-semibold">
        {t('talk.title')}
      </h3>
      <p className="mb-2 max-w-160 text-meta text-text-2">
        {t('talk.what')} {t('talk.keys')}
      </p>
      <div className="rounded-3 border border-line px-3.5 py-3">
        <div className="mb-2 flex flex-wrap items-center gap-2">
          <span className="flex grow items-center gap-2">
            <Switch label={t('talk.free')} on={talk.somebodyIsFree} onChange={receptionist.setSomebodyFree} />
            <span aria-hidden="true">{t('talk.free')}</span>
          </span>
          <Button busy={talk.busy} disabled={hasProblems} onClick={() => say(null)}>
            {answer === null ? t('talk.begin') : t('talk.again')}
          </Button>
        </div>
        {hasProblems && <p className="text-text-2">{t('talk.mistakes')}</p>}
        {answer !== null && <Lines lines={answer.lines} />}
        {isOver && (
          <p role="status" className="mt-2 text-text-2">
            {t('talk.over')}
          </p>
        )}
        {talk.refused !== null && (
          <p role="alert" className="mt-2 text-critical-text">
            {control(`refusal.${talk.refused}`)}
          </p>
        )}
        {answer !== null && !isOver && !hasProblems && (
          <form
            className="mt-2.5 flex flex-wrap items-center gap-1.5"
            onSubmit={(event) => {
              event.preventDefault();
              const text = typed.trim();
              if (text !== '' && !talk.busy) say(turnOf(text));
            }}
          >
            <input
              ref={field}
              aria-label={t('talk.say')}
              placeholder={t('talk.hint')}
              value={typed}
              maxLength={500}
              onChange={(event) => setTyped(event.target.value)}
              className="h-7 min-w-60 grow rounded-2 border border-control bg-surface px-2.5 placeholder:text-text-3"
            />
            <Button type="submit" busy={talk.busy} disabled={typed.trim() === ''}>
              {t('talk.send')}
            </Button>
            <Button busy={talk.busy} onClick={() => say({ kind: 'silence' })}>
              {t('talk.silence')}
            </Button>
            {step !== null && (
              <Button look="quiet" onClick={() => goToStep(step)} aria-label={t('flow.goTo', { name: step })}>
                <span className="font-mono text-meta">{step}</span>
              </Button>
            )}
          </form>
        )}
      </div>
    </section>
  );
}

function Lines({ lines }: { lines: TriedScript['lines'] }) {
  const { t } = useTranslation('receptionist');
  const words = useFlowWords();
  return (
    <ol aria-label={t('talk.lines')} aria-live="polite" className="grid gap-1.5">
      {lines.map(({ who, text, language }, index) => {
        if (who === 'did') {
          return (
            <li key={String(index)} className="text-center text-meta text-text-2 italic">
              {text === 'announced' ? t('talk.announced') : words.tool(text)}
            </li>
          );
        }
        return (
          <li
            key={String(index)}
            className={clsx(
              'w-fit max-w-[80%] rounded-3 border px-3 py-1.5',
              who === 'caller' ? 'justify-self-end border-line-2 bg-sunken' : 'border-accent-line bg-accent-tint',
            )}
          >
            <span className="block text-caption font-medium text-text-2">{t(`talk.${who}`)}</span>
            {text === '' ? (
              <i className="text-text-2">{t('talk.silent')}</i>
            ) : (
              <span lang={language} className="selectable">
                {text}
              </span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
