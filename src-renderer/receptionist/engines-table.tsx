import type { ReceptionistEngine } from '@callbrief/relay/wire/receptionist';
import { Ban, Check, CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { regionName } from '../policy/describe-policy.ts';
import { languageNames } from '../settings/language-choice.ts';
import { Chip } from '../ui/chip.tsx';

/** Every engine that was set up for calls: what it is for, what leaves the machine with it, and whether the policy allows it. */
export function EnginesTable({ engines }: { engines: readonly ReceptionistEngine[] }) {
  const { t } = useTranslation('receptionist');
  const policy = useTranslation('policy').t;
  const where = ({ region }: ReceptionistEngine) =>
    region === null ? t('engines.unknownRegion') : regionName(region, policy);
  return (
    <section aria-labelledby="receptionist-engines" className="mt-7">
      <h3 id="receptionist-engines" className="mb-1 font-semibold">
        {t('engines.title')}
      </h3>
      <p className="mb-2 max-w-160 text-meta text-text-2">{t('engines.what')}</p>
      {engines.length === 0 ? (
        <p className="rounded-3 border border-line px-3.5 py-3 text-text-2">{t('engines.none')}</p>
      ) : (
        <div className="overflow-hidden rounded-3 border border-line">
          <table className="w-full text-left">
            <thead className="bg-sunken text-meta text-text-2">
              <tr>
                {(['stage', 'engine', 'languages', 'leaves', 'allowed'] as const).map((column) => (
                  <th key={column} scope="col" className="px-3.5 py-1.5 font-medium">
                    {t(`engines.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {engines.map((engine) => (
                <tr key={`${engine.stage} ${engine.id}`} className="border-t border-line align-top">
                  <td className="px-3.5 py-2">{t(`engines.stages.${engine.stage}`)}</td>
                  <th scope="row" className="selectable px-3.5 py-2 font-mono text-meta font-normal wrap-anywhere">
                    {engine.id}
                  </th>
                  <td className="px-3.5 py-2">
                    {engine.languages === null
                      ? t('engines.anyLanguage')
                      : languageNames
                          .filter(([code]) => engine.languages?.includes(code))
                          .map(([, name]) => name)
                          .join(', ')}
                  </td>
                  <td className="px-3.5 py-2">
                    {engine.leavesMachine
                      ? t('engines.to', { what: t(`engines.leavesWhat.${engine.stage}`), region: where(engine) })
                      : t('engines.leavesNothing')}
                  </td>
                  <td className="px-3.5 py-2">
                    {engine.refused !== null ? (
                      <Chip tone="critical" icon={Ban}>
                        {t(`engines.refused.${engine.refused}`)}
                      </Chip>
                    ) : engine.onlyOnSome ? (
                      <Chip tone="caution" icon={CircleAlert}>
                        {t('engines.some')}
                      </Chip>
                    ) : (
                      <Chip tone="positive" icon={Check}>
                        {t('engines.yes')}
                      </Chip>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
