import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { RoutingDesk } from '../../src-preload/contract.ts';
import type { RoutingStore } from '../stores/routing-store.ts';
import { Button } from '../ui/button.tsx';
import type { FieldProblems } from './check-draft.ts';
import { changeThenFocus, ruleFocus, ruleNameFocus } from './change-then-focus.ts';
import { capital, describeOutcome } from './describe-rule.ts';
import { changeRule, duplicateRule, insertRule, moveRule, newRule, removeRule, type Draft } from './draft.ts';
import type { FieldMarks } from './field-marks.ts';
import { OutcomeEditor } from './outcome-editor.tsx';
import { RuleItem } from './rule-item.tsx';
import { useRuleWords } from './use-rule-words.ts';

const MOST_RULES = 100;
const ADD = 'add-rule';

/** The rules in the order in which they are read, and what holds where none does. */
export function RuleList({
  desk,
  draft,
  routing,
  problems,
  marks,
}: {
  desk: RoutingDesk;
  draft: Draft;
  routing: RoutingStore;
  problems: FieldProblems;
  marks: FieldMarks;
}) {
  const { t } = useTranslation('routing');
  const words = useRuleWords(desk);
  const openRules = useStore(routing.store, (data) => data.openRules);
  const showProblems = useStore(routing.store, (data) => data.showProblems);
  const [told, setTold] = useState('');
  const { rules } = draft;

  const add = () => {
    const rule = newRule(crypto.randomUUID(), t('newRuleName'));
    changeThenFocus(() => {
      routing.edit((now) => insertRule(now, rule));
      routing.openRule(rule.id, true);
    }, ruleNameFocus(rule.id));
  };
  const duplicate = (id: string, name: string) => {
    const copyId = crypto.randomUUID();
    changeThenFocus(() => {
      routing.edit((now) => duplicateRule(now, id, copyId, t('copyName', { name })));
      routing.openRule(copyId, true);
    }, ruleNameFocus(copyId));
  };
  const remove = (index: number) => {
    const rule = rules[index];
    if (!rule) return;
    const neighbour = rules[index + 1] ?? rules[index - 1];
    changeThenFocus(
      () =>
        routing.edit((now) => removeRule(now, rule.id), {
          what: 'rule',
          name: rule.name,
          focus: ruleFocus(rule.id),
          apply: (now) => insertRule(now, rule, index),
        }),
      neighbour ? ruleFocus(neighbour.id) : ADD,
    );
  };
  const move = (id: string, name: string, by: 1 | -1) => {
    const active = document.activeElement;
    const moved = moveRule(draft, id, by);
    if (moved === draft) return;
    changeThenFocus(() => {
      routing.edit((now) => moveRule(now, id, by));
      setTold(t('moved', { name, place: moved.rules.findIndex((one) => one.id === id) + 1, count: rules.length }));
    }, null);
    // Moving it in the page takes the keyboard off it: back to the very button that was pressed.
    if (active instanceof HTMLElement) active.focus();
  };

  return (
    <section aria-labelledby="routing-rules">
      <div className="mt-5.5 mb-2 flex items-center gap-3">
        <h3 id="routing-rules" className="grow text-ui font-semibold">
          {t('rules')}
        </h3>
        {desk.canSave && (
          <Button icon={Plus} data-focus={ADD} disabled={rules.length >= MOST_RULES} onClick={add}>
            {t('addRule')}
          </Button>
        )}
      </div>
      <div className="overflow-hidden rounded-3 border border-line">
        {rules.length === 0 ? (
          <p className="px-3.5 py-3 text-text-2">{t('noRules')}</p>
        ) : (
          <ol>
            {rules.map((rule, index) => (
              <RuleItem
                key={rule.id}
                rule={rule}
                index={index}
                of={rules.length}
                desk={desk}
                open={openRules.includes(rule.id)}
                wrong={isMarked(problems, `rules.${String(index)}.`, showProblems)}
                marks={marks}
                onOpen={(open) => routing.openRule(rule.id, open)}
                onChange={(change) => routing.edit((now) => changeRule(now, rule.id, change))}
                onMove={(by) => move(rule.id, rule.name, by)}
                onDuplicate={() => duplicate(rule.id, rule.name)}
                onRemove={() => remove(index)}
              />
            ))}
          </ol>
        )}
        <div className="@container grid gap-2 border-t border-line px-3.5 py-3">
          <div>
            <b className="font-medium">{t('otherwise')}</b>
            <p className="text-meta leading-[1.0625rem] text-text-2">
              {t('otherwiseWhat')}
              {!desk.canSave && ` ${capital(describeOutcome(draft.otherwise, words), words.locale)}.`}
            </p>
          </div>
          {desk.canSave && (
            <OutcomeEditor
              outcome={draft.otherwise}
              path="otherwise"
              desk={desk}
              marks={marks}
              onChange={(otherwise) => routing.edit((now) => ({ ...now, otherwise }))}
            />
          )}
        </div>
      </div>
      <p role="status" className="sr-only">
        {told}
      </p>
    </section>
  );
}

function isMarked(problems: FieldProblems, under: string, all: boolean): boolean {
  return [...problems].some(([path, problem]) => path.startsWith(under) && (all || problem === 'refused'));
}
