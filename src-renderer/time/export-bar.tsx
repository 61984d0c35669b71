import { FileSpreadsheet, FileText, Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TimeData, TimeStore } from '../stores/time-store.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { ExportOutcome } from './export-outcome.tsx';

/** How reviewed time leaves the firm: only when somebody presses. */
export function ExportBar({ data, time }: { data: TimeData; time: TimeStore }) {
  const { t } = useTranslation('time');
  const { exporting, outcome, invoiceNumber } = data;
  const button = (to: NonNullable<TimeData['exporting']>, icon: typeof Send) => (
    <Button icon={icon} busy={exporting !== null} onClick={() => void time.export(to)} className="justify-start">
      {exporting === to ? t('export.busy') : t(`export.${to}`)}
    </Button>
  );
  return (
    <section aria-label={t('export.label')} className="flex flex-col gap-2">
      <h2 className="font-semibold">{t('export.label')}</h2>
      {button('csv', FileSpreadsheet)}
      <Field
        label={t('export.invoiceNumber')}
        value={invoiceNumber}
        maxLength={16}
        autoComplete="off"
        onText={(text) => time.setInvoiceNumber(text)}
      />
      {button('ledes', FileText)}
      {button('clio', Send)}
      {outcome && <ExportOutcome outcome={outcome} time={time} />}
    </section>
  );
}
