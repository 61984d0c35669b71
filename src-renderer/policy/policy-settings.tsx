import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PolicyDesk } from '../../src-preload/contract.ts';
import { changeThenFocus, ruleFocus } from '../routing/change-then-focus.ts';
import { EditorRow } from '../routing/editor-row.tsx';
import { DeskPage } from '../settings/desk-page.tsx';
import { OptionRow, OptionRows, SettingsSection } from '../settings/option-row.tsx';
import { policyProblems, type PolicyStore } from '../stores/policy-store.ts';
import { Button } from '../ui/button.tsx';
import { ChipChoice } from '../ui/chip-choice.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { CaptureFields } from './capture-fields.tsx';
import { describeCapture, regionCodes, regionName } from './describe-policy.ts';
import { newPolicyRule, type PolicyDraft } from './policy-draft.ts';
import { PolicyPreview } from './policy-preview.tsx';
import { PolicyRuleItem } from './policy-rule-item.tsx';
import { PolicySaveBar } from './policy-save-bar.tsx';

/** Settings > Recording and AI: what the firm keeps of its calls, what machines may do with it, and for how long. */
export function PolicySettings({ policy }: { policy: PolicyStore }) {
  const { t } = useTranslation('policy');
  const { desk, draft, notLoaded, loading } = useStore(policy.store);
  useEffect(() => void policy.load(), [policy]);
  return (
    <SettingsSection id="policy" title={t('title')}>
      <p className="max-w-160 text-text-2">{t('intro')}</p>
      <DeskPage
        desk={desk}
        draft={draft}
        notLoaded={notLoaded}
        isLoading={loading}
        words={{ notLoaded: t('notLoaded'), loading: t('loading') }}
        load={() => void policy.load()}
        bar={<PolicySaveBar policy={policy} />}
      >
        {(loaded, changed) => (
          <>
            <PolicyPreview desk={loaded} draft={changed} policy={policy} />
            <Otherwise desk={loaded} draft={changed} policy={policy} />
            <Rules desk={loaded} draft={changed} policy={policy} />
            <Retention desk={loaded} draft={changed} policy={policy} />
          </>
        )}
      </DeskPage>
    </SettingsSection>
  );
}

interface Parts {
  desk: PolicyDesk;
  draft: PolicyDraft;
  policy: PolicyStore;
}

function Otherwise({ desk, draft, policy }: Parts) {
  const { t, i18n } = useTranslation('policy');
  const { otherwise } = draft;
  const change = (next: Partial<PolicyDraft['otherwise']>) =>
    policy.edit((now) => ({ ...now, otherwise: { ...now.otherwise, ...next } }));
  const regions = [...new Set([...regionCodes, ...otherwise.regions])];
  return (
    <section aria-labelledby="policy-otherwise">
      <h3 id="policy-otherwise" className="mt-5.5 mb-2 text-ui font-semibold">
        {t('otherwise')}
      </h3>
      <div className="@container grid gap-3 rounded-3 border border-line px-3.5 py-3">
        {desk.canSave ? (
          <>
            <CaptureFields capture={otherwise} of={t('otherwise')} onChange={change} />
            <EditorRow label={t('regions')}>
              <ChipChoice
                label={t('regions')}
                chosen={otherwise.regions}
                options={regions.map((code) => ({ value: code, label: regionName(code, t) }))}
                help={otherwise.regions.length === 0 ? t('regionsAny') : t('regionsWhat')}
                onChange={(chosen) => change({ regions: chosen })}
              />
            </EditorRow>
          </>
        ) : (
          <p className="selectable">{describeCapture(otherwise, { t, language: i18n.language })}</p>
        )}
      </div>
    </section>
  );
}

const ADD = 'add-policy-rule';
const MOST_RULES = 200;

function Rules({ desk, draft, policy }: Parts) {
  const { t } = useTranslation('policy');
  const [openRules, setOpenRules] = useState<readonly string[]>([]);
  const data = useStore(policy.store);
  const problems = policyProblems(data);
  const shows = data.showProblems || data.refusedField !== null;
  const add = () => {
    const rule = newPolicyRule(crypto.randomUUID());
    changeThenFocus(() => {
      policy.edit((now) => ({ ...now, rules: [...now.rules, rule] }));
      setOpenRules((open) => [...open, rule.id]);
    }, ruleFocus(rule.id));
  };
  return (
    <section aria-labelledby="policy-rules">
      <div className="mt-5.5 mb-2 flex items-center gap-3">
        <h3 id="policy-rules" className="grow text-ui font-semibold">
          {t('rules')}
        </h3>
        {desk.canSave && (
          <Button icon={Plus} data-focus={ADD} disabled={draft.rules.length >= MOST_RULES} onClick={add}>
            {t('addRule')}
          </Button>
        )}
      </div>
      <div className="overflow-hidden rounded-3 border border-line">
        {draft.rules.length === 0 ? (
          <p className="px-3.5 py-3 text-text-2">{t('noRules')}</p>
        ) : (
          <ol>
            {draft.rules.map((rule, index) => {
              const path = `rules.${String(index)}`;
              const problem = [...problems].find(([field]) => field === path || field.startsWith(`${path}.`))?.[1];
              return (
                <PolicyRuleItem
                  key={rule.id}
                  rule={rule}
                  place={index + 1}
                  desk={desk}
                  regions={draft.otherwise.regions}
                  policy={policy}
                  open={openRules.includes(rule.id)}
                  error={shows && problem !== undefined ? t(`problem.${problem}`) : undefined}
                  onOpen={(open) =>
                    setOpenRules((all) => (open ? [...all, rule.id] : all.filter((one) => one !== rule.id)))
                  }
                  onChange={(change) =>
                    policy.edit((now) => ({
                      ...now,
                      rules: now.rules.map((one) => (one.id === rule.id ? { ...one, ...change } : one)),
                    }))
                  }
                  onRemove={() =>
                    changeThenFocus(
                      () =>
                        policy.edit((now) => ({ ...now, rules: now.rules.filter(({ id }) => id !== rule.id) }), 'rule'),
                      ADD,
                    )
                  }
                />
              );
            })}
          </ol>
        )}
      </div>
    </section>
  );
}

function Retention({ desk, draft, policy }: Parts) {
  const { t } = useTranslation('policy');
  const problems = policyProblems(useStore(policy.store));
  return (
    <section aria-labelledby="policy-retention">
      <h3 id="policy-retention" className="mt-5.5 mb-2 text-ui font-semibold">
        {t('retention')}
      </h3>
      <OptionRows>
        {(['audioDays', 'textDays'] as const).map((which) => {
          const problem = problems.get(`retention.${which}`);
          const value = draft.retention[which];
          return (
            <OptionRow key={which} label={t(which)} what={t(`${which}What`)}>
              {desk.canSave ? (
                <TextInput
                  label={t(which)}
                  inputMode="numeric"
                  className="w-20 text-right"
                  value={value}
                  error={problem && t(`problem.${problem}`)}
                  marked
                  onText={(text) => policy.edit((now) => ({ ...now, retention: { ...now.retention, [which]: text } }))}
                />
              ) : (
                <span>{value}</span>
              )}
              <span className="text-text-2">{t('days', { count: Number(value) || 0 })}</span>
            </OptionRow>
          );
        })}
      </OptionRows>
    </section>
  );
}
