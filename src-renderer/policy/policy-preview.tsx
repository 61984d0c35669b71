import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { PolicyDesk } from '../../src-preload/contract.ts';
import type { PolicyStore } from '../stores/policy-store.ts';
import { Select } from '../ui/select.tsx';
import { TextInput } from '../ui/text-input.tsx';
import { formatNumber, readNumber } from '../words/phone-number.ts';
import { countryName, describeCapture, describeWhen } from './describe-policy.ts';
import type { PolicyDraft } from './policy-draft.ts';

/** "What would be decided for this number?": one line asked, one line answered, by the policy as it stands below. */
export function PolicyPreview({ desk, draft, policy }: { desk: PolicyDesk; draft: PolicyDraft; policy: PolicyStore }) {
  const { t } = useTranslation('policy');
  const { number, line } = useStore(policy.store, (data) => data.question);
  const preview = useStore(policy.store, (data) => data.preview);
  return (
    <section
      aria-labelledby="policy-ask"
      className="mt-3 grid gap-2 rounded-3 border border-line-2 bg-sunken px-4.5 pt-3.5 pb-4"
    >
      <h3 id="policy-ask" className="text-ui font-semibold">
        {t('ask.title')}
      </h3>
      <div className="flex flex-wrap items-start gap-2">
        <TextInput
          label={t('ask.number')}
          type="tel"
          className="w-56"
          placeholder="+32 …"
          value={number}
          error={preview.state === 'not_a_number' ? t('ask.notANumber') : undefined}
          onText={(text) => policy.ask({ number: text })}
          onLeave={() => {
            const read = readNumber(number, desk.lines[0]?.number);
            if (read !== null && formatNumber(read) !== number) policy.ask({ number: formatNumber(read) });
          }}
        />
        {desk.lines.length > 0 && (
          <Select
            label={t('ask.line')}
            value={line}
            options={[
              { value: '', label: t('ask.anyLine') },
              ...desk.lines.map((one) => ({ value: one.number, label: one.name })),
            ]}
            onChange={(chosen) => policy.ask({ line: chosen })}
          />
        )}
      </div>
      <div role="status" className="min-h-10">
        <Answer desk={desk} draft={draft} policy={policy} />
      </div>
    </section>
  );
}

function Answer({ desk, draft, policy }: { desk: PolicyDesk; draft: PolicyDraft; policy: PolicyStore }) {
  const { t, i18n } = useTranslation('policy');
  const control = useTranslation('control').t;
  const preview = useStore(policy.store, (data) => data.preview);
  const words = { t, language: i18n.language, desk };
  switch (preview.state) {
    case 'waiting':
      return <p className="text-text-2">{t('ask.waiting')}</p>;
    case 'not_a_number':
      return null;
    case 'fields':
      return <p className="text-text-2">{t('ask.fields')}</p>;
    case 'asking':
      return <p className="text-text-2">{t('ask.asking')}</p>;
    case 'refused':
      return <p className="text-text-2">{control(`refusal.${preview.refusal}`)}</p>;
    case 'answered': {
      const { answer } = preview;
      const { country, contactName, matterNumber } = answer.facts;
      const facts = [contactName, country === null ? null : countryName(country, i18n.language), matterNumber];
      const rules = draft.rules
        .filter(({ id }) => answer.ruleIds.includes(id))
        .map((rule) => describeWhen(rule, words));
      return (
        <>
          <p className="font-medium">{describeCapture(answer, words)}</p>
          <p className="text-meta text-text-2">
            {facts.filter((fact) => fact !== null).join(' · ')}
            {' — '}
            {rules.length === 0 ? t('ask.noRule') : t('ask.because', { count: rules.length, rules: rules.join('; ') })}
          </p>
        </>
      );
    }
    default:
      return preview satisfies never;
  }
}
