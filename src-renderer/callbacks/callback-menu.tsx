import { Check, ChevronsUp, CircleMinus, Ellipsis, Pencil, Phone } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { CallbackDetail, CallbackSet, PersonRef } from '../../src-preload/contract/callbacks.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

const item =
  'flex h-8 items-center gap-2 rounded-1 px-2 text-ui whitespace-nowrap outline-none data-highlighted:bg-hover data-highlighted:text-text';

/** Who calls back, and what else can be done. `A` opens it. Not modal, as the status menu. */
export function CallbackMenu({
  detail,
  people,
  open,
  onOpenChange,
  canRewrite,
  onEdit,
  onRewrite,
  onOpenCall,
}: {
  detail: CallbackDetail;
  people: readonly PersonRef[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** False: dots stand where its texts are. */
  canRewrite: boolean;
  onEdit: (set: CallbackSet) => void;
  onRewrite: () => void;
  onOpenCall: (callId: string) => void;
}) {
  const { t } = useTranslation('callbacks');
  const { callId, owner, urgency } = detail;
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild>
        <Button size={32} icon={Ellipsis} square aria-label={t('menu.more')} title={t('menu.more')} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          // Back to the table and not to the button: the keys of the table go on working.
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="scroll-quiet z-40 max-h-[min(30rem,80vh)] min-w-60 rounded-3 border border-line bg-raised p-1 shadow-2"
        >
          <DropdownMenu.Label className="px-2 pt-1 pb-0.5 text-meta font-medium text-text-3">
            {t('menu.assign')}
          </DropdownMenu.Label>
          <DropdownMenu.RadioGroup
            value={owner?.id ?? ''}
            onValueChange={(id) => onEdit({ ownerPersonId: id === '' ? null : id })}
          >
            {[...people]
              .sort((a, b) => Number(b.isMe) - Number(a.isMe))
              .map((person) => (
                <DropdownMenu.RadioItem key={person.id} value={person.id} textValue={person.name} className={item}>
                  <Avatar name={person.name} us small />
                  <span className="grow">{person.isMe ? t('menu.me', { name: person.name }) : person.name}</span>
                  <DropdownMenu.ItemIndicator>
                    <Icon of={Check} size={14} />
                  </DropdownMenu.ItemIndicator>
                </DropdownMenu.RadioItem>
              ))}
            <DropdownMenu.RadioItem value="" textValue={t('menu.nobody')} className={item}>
              <span className="flex w-5 justify-center">
                <Icon of={CircleMinus} size={14} />
              </span>
              <span className="grow">{t('menu.nobody')}</span>
              <DropdownMenu.ItemIndicator>
                <Icon of={Check} size={14} />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.RadioItem>
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item
            className={item}
            onSelect={() => onEdit({ urgency: urgency === 'high' ? 'normal' : 'high' })}
          >
            <Icon of={ChevronsUp} size={14} />
            {urgency === 'high' ? t('menu.notUrgent') : t('menu.urgent')}
          </DropdownMenu.Item>
          <DropdownMenu.Item className={item} disabled={!canRewrite} onSelect={onRewrite}>
            <Icon of={Pencil} size={14} />
            {t('menu.edit')}
          </DropdownMenu.Item>
          {callId !== null && (
            <DropdownMenu.Item className={item} onSelect={() => onOpenCall(callId)}>
              <Icon of={Phone} size={14} />
              {t('menu.openCall')}
            </DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
