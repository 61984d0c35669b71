import { clsx } from 'clsx';
import type { TFunction } from 'i18next';
import { Phone } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DialTarget } from '../../src-preload/contract.ts';
import { describeNotDone } from '../call-control/describe-act.ts';
import type { DialData } from '../stores/dial-store.ts';
import { BusyLabel } from '../ui/busy-label.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FieldMessage } from '../ui/field-message.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { RepresentedBar } from '../ui/represented-bar.tsx';
import { RoleChip } from '../ui/role-chip.tsx';

/** Who would be called, once, before anything rings. Enter calls. */
export function DialDialog({ data, onCall, onClose }: { data: DialData; onCall: () => void; onClose: () => void }) {
  const { t } = useTranslation('control');
  const { text, target, lookUpFailed, calling, answer } = data;
  const callButton = useRef<HTMLButtonElement>(null);
  const cannot = target?.cannotBecause ?? null;
  const ready = target !== null && cannot === null;
  // Enter dials as soon as it is known who is dialled, and not before.
  useEffect(() => {
    if (ready) callButton.current?.focus();
  }, [ready]);
  const error = lookUpFailed
    ? t('dial.notLookedUp')
    : cannot !== null
      ? t(`dial.cannot.${cannot}`)
      : answer === null
        ? undefined
        : describeNotDone(answer, t);
  return (
    <Dialog
      title={titleFor(target, t)}
      closeLabel={t('dial.close')}
      open={text !== null}
      onClose={onClose}
      width="narrow"
    >
      {target === null && !lookUpFailed && (
        <p role="status" className="text-text-2">
          {t('dial.lookingUp')}
        </p>
      )}
      {(target === null || target.number === null) && text !== null && text !== '' && (
        <p className="selectable mt-1 text-text-2 wrap-anywhere">{t('dial.asTyped', { text })}</p>
      )}
      {target !== null && target.number !== null && <Who target={target} />}
      {ready && <p className="mt-3 text-meta text-text-2">{t('dial.how')}</p>}
      <FieldMessage id="dial-message" error={error} />
      <div className="mt-4 flex flex-wrap items-center justify-end gap-2">
        <Button size={32} onClick={onClose}>
          {t('dial.cancel')}
        </Button>
        <Button
          ref={callButton}
          look="primary"
          size={32}
          disabled={!ready}
          busy={calling}
          aria-busy={calling || undefined}
          aria-describedby={error === undefined ? undefined : 'dial-message'}
          onClick={onCall}
        >
          <BusyLabel icon={Phone} words={t('dial.call')} busyWords={[t('dial.calling')]} busy={calling} />
          {ready && !calling && (
            <span aria-hidden="true" className="-mr-1 inline-flex">
              <Kbd onAccent>Enter</Kbd>
            </span>
          )}
        </Button>
      </div>
    </Dialog>
  );
}

/** Names whoever it is once: the number stands below. */
function titleFor(target: DialTarget | null, t: TFunction<'control'>): string {
  if (target === null || target.number === null) return t('dial.title');
  return target.contactName === null ? t('dial.titleNumber') : t('dial.titleWho', { who: target.contactName });
}

function Who({ target }: { target: DialTarget }) {
  const { t } = useTranslation('control');
  const { contactName, organisation, role, matter, represented, number, numberFormatted } = target;
  const named = organisation !== null && organisation !== contactName;
  return (
    <>
      {represented !== null && <RepresentedBar by={represented.by} boxed />}
      {(named || role !== null) && (
        <p className={clsx('flex flex-wrap items-center gap-x-2 gap-y-0.5', represented !== null && 'mt-2.5')}>
          {role !== null && <RoleChip role={role} />}
          {named && <span className="text-text-2">{organisation}</span>}
        </p>
      )}
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        <Fact name={t('dial.number')}>
          <span className="selectable font-medium">{numberFormatted ?? number}</span>
        </Fact>
        {matter !== null && (
          <Fact name={t('dial.matter')}>
            <span className="font-medium">{matter.number}</span> {matter.title}
          </Fact>
        )}
      </dl>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-2">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}
