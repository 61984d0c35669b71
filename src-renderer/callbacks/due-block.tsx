import { Calendar } from 'lucide-react';
import { useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallbackDetail, CallbackSet } from '../../src-preload/contract/callbacks.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { dueChoices, fieldTime, momentOfField } from './due-choices.ts';
import { SideBlock } from './side-block.tsx';

/** By when to call back: three moments to press, or any. */
export function DueBlock({
  detail,
  now,
  blockRef,
  onDue,
}: {
  detail: CallbackDetail;
  now: Date;
  blockRef: RefObject<HTMLDivElement | null>;
  onDue: (set: CallbackSet) => void;
}) {
  const { t } = useTranslation('callbacks');
  const [picking, setPicking] = useState<string | null>(null);
  const picked = picking === null ? null : momentOfField(picking);
  const set = (at: Date | string) => onDue({ dueFrom: null, dueAt: typeof at === 'string' ? at : at.toISOString() });
  return (
    <SideBlock title={t('side.due')}>
      <div ref={blockRef} className="flex flex-wrap items-center gap-1.5">
        {dueChoices(now).map(({ key }, index) => (
          <Button key={key} size={24} onClick={() => set(dueChoices(new Date())[index]?.at ?? now)}>
            {t(`side.${key}`)}
          </Button>
        ))}
        <span className="ml-auto">
          <IconButton
            icon={Calendar}
            size={24}
            look="plain"
            label={t('side.pick')}
            aria-expanded={picking !== null}
            onClick={() =>
              setPicking(picking === null ? fieldTime(detail.dueAt === null ? now : new Date(detail.dueAt)) : null)
            }
          />
        </span>
      </div>
      {picking !== null && (
        <form
          className="mt-2 flex flex-wrap items-center gap-1.5"
          onSubmit={(event) => {
            event.preventDefault();
            if (picked === null) return;
            set(picked);
            setPicking(null);
          }}
        >
          <input
            type="datetime-local"
            aria-label={t('side.pick')}
            value={picking}
            onChange={(event) => setPicking(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              setPicking(null);
            }}
            // It was just asked for.
            ref={(field) => field?.focus()}
            className="h-7 min-w-0 grow rounded-2 border border-control bg-surface px-2"
          />
          <Button type="submit" size={28} disabled={picked === null}>
            {t('side.setDue')}
          </Button>
        </form>
      )}
    </SideBlock>
  );
}
