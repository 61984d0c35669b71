import type { Language } from '@callbrief/relay/wire/scalars';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { languageNames } from '../settings/language-choice.ts';
import type { ReceptionistStore } from '../stores/receptionist-store.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { Icon } from '../ui/icon.tsx';
import { Segmented } from '../ui/segmented.tsx';
import type { ReceptionistDraft } from './receptionist-draft.ts';
import { ScriptFlow } from './script-flow.tsx';
import { ScriptTalk } from './script-talk.tsx';
import { ScriptText, type ScriptTextHandle } from './script-text.tsx';

/** The script of one language: as text, as a drawing, and tried out. */
export function ScriptSection({
  draft,
  readOnly,
  receptionist,
}: {
  draft: ReceptionistDraft;
  readOnly: boolean;
  receptionist: ReceptionistStore;
}) {
  const { t } = useTranslation('receptionist');
  const { language, checks, checking, notChecked } = useStore(receptionist.store);
  const text = useRef<ScriptTextHandle>(null);
  const id = useId();
  const own = draft.scripts[language] ?? null;
  const check = checks[language];
  const checked = check?.asked === own ? check.answer : null;
  // While it is checked again, the last drawing stays.
  const shown = checked ?? check?.answer ?? null;
  const problems = checked?.problems ?? [];
  const languageName = languageNames.find(([code]) => code === language)?.[1] ?? language;
  const showLine = (line: number) => text.current?.showLine(line);
  return (
    <>
      <section aria-labelledby="receptionist-script" className="mt-7">
        <h3 id="receptionist-script" className="mb-1 font-semibold">
          {t('script.title')}
        </h3>
        <p className="mb-2 max-w-160 text-meta text-text-2">{t('script.what')}</p>
        <div className="mb-2 flex flex-wrap items-center gap-2">
          <Segmented<Language>
            label={t('script.language')}
            value={language}
            segments={languageNames.map(([value, label]) => ({ value, label, lang: value }))}
            onChange={receptionist.showScript}
          />
          <span className="grow">
            <Chip tone={own === null ? 'neutral' : 'accent'}>
              {own === null ? t('script.shipped') : t('script.own')}
            </Chip>
          </span>
          {!readOnly && own === null && (
            <Button disabled={checked === null} onClick={() => receptionist.writeScript(checked?.script ?? null)}>
              {t('script.edit')}
            </Button>
          )}
          {!readOnly && own !== null && (
            <Button onClick={() => receptionist.writeScript(null)}>{t('script.reset')}</Button>
          )}
        </div>
        <ScriptText
          ref={text}
          label={t('script.text', { language: languageName })}
          text={own ?? checked?.script ?? ''}
          problems={problems}
          readOnly={readOnly || own === null}
          describedBy={id}
          onText={receptionist.writeScript}
        />
        <p id={id} role="status" className="mt-1.5 flex min-h-5 items-center gap-1.5 text-meta text-text-2">
          {notChecked !== null ? (
            t('script.notChecked')
          ) : checking || checked === null ? (
            t('script.checking')
          ) : problems.length === 0 ? (
            <>
              <Icon of={CircleCheck} size={14} className="text-positive" />
              {t('script.right')}
            </>
          ) : (
            <span className="flex items-center gap-1.5 text-critical-text">
              <Icon of={CircleAlert} size={14} />
              {t('script.wrong', { count: problems.length })}
            </span>
          )}
        </p>
        {problems.length > 0 && (
          <ul
            aria-label={t('script.problems')}
            className="mt-1 overflow-hidden rounded-2 border border-critical-line bg-critical-tint"
          >
            {problems.map(({ line, message }) => (
              <li key={`${String(line)} ${message}`} className="not-first:border-t not-first:border-critical-line">
                <button
                  type="button"
                  disabled={line === null}
                  onClick={() => line !== null && showLine(line)}
                  className="flex w-full items-baseline gap-3 px-3 py-1.25 text-left enabled:hover:underline"
                >
                  {line !== null && (
                    <span className="min-w-16 shrink-0 font-medium text-critical-text">
                      {t('script.line', { line })}
                    </span>
                  )}
                  <span lang="en">{message}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
      <ScriptFlow steps={shown?.steps ?? []} problems={problems} language={language} onShowLine={showLine} />
      <ScriptTalk receptionist={receptionist} hasProblems={problems.length > 0} />
    </>
  );
}
