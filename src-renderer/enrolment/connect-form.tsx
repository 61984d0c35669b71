import { Check, Link, Monitor, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { EnrolmentData } from '../stores/enrolment-store.ts';
import { Button } from '../ui/button.tsx';
import { CodeField } from '../ui/code-field.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { CertificateProblem } from './certificate-problem.tsx';
import { enrolmentErrors } from './enrolment-errors.ts';

/** Step 1. Errors sit under the field they belong to and say what to do next; nothing typed is cleared by them. */
export function ConnectForm({
  data,
  onAddress,
  onCode,
  onName,
  onConnect,
}: {
  data: EnrolmentData;
  onAddress: (address: string) => void;
  onCode: (code: string) => void;
  onName: (name: string) => void;
  onConnect: () => void;
}) {
  const { t } = useTranslation('enrolment');
  const { address, code, deviceName, check, connecting, certificateDetails } = data;
  const errors = enrolmentErrors(data);
  const say = (error: (typeof errors)[keyof typeof errors]) => (error ? t(`error.${error}`) : undefined);
  const found = check.state === 'checked' && check.found.result === 'found';
  return (
    <form
      noValidate
      aria-labelledby="connect-title"
      className="grid gap-4.5"
      onSubmit={(event) => {
        event.preventDefault();
        onConnect();
      }}
    >
      <h2 id="connect-title" className="text-name font-semibold">
        {t('step.connect')}
      </h2>
      <Field
        label={t('address')}
        icon={Link}
        value={address}
        type="url"
        inputMode="url"
        autoComplete="url"
        spellCheck={false}
        placeholder={t('addressPlaceholder')}
        disabled={connecting}
        error={say(errors.address)}
        onText={onAddress}
        end={
          <span role="status" className="text-meta whitespace-nowrap">
            {found && (
              <span className="inline-flex items-center gap-1 text-positive-text">
                <Icon of={Check} size={14} />
                {t('found')}
              </span>
            )}
            {check.state === 'checking' && <span className="text-text-3">{t('checking')}</span>}
          </span>
        }
      />
      {certificateDetails !== null && <CertificateProblem details={certificateDetails} />}
      <CodeField
        label={t('code')}
        code={code}
        help={t('codeHelp')}
        disabled={connecting}
        error={say(errors.code)}
        onCode={onCode}
      />
      <Field
        label={t('computer')}
        icon={Monitor}
        value={deviceName}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        help={t('computerHelp')}
        disabled={connecting}
        error={say(errors.name)}
        onText={onName}
      />
      <div className="mt-1 flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" size={36} busy={connecting} {...(connecting && { icon: RefreshCw })}>
          {connecting ? t('connecting') : t('connect')}
        </Button>
        <span className="text-meta text-text-2">{t('orLink')}</span>
      </div>
      {errors.form && (
        <p role="alert" className="text-meta text-critical-text">
          {t(`error.${errors.form}`)}
        </p>
      )}
    </form>
  );
}
