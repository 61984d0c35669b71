import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { PersonRef } from '../../src-preload/contract/callbacks.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

const item =
  'flex h-8 items-center gap-2 rounded-1 px-2 text-ui whitespace-nowrap outline-none data-highlighted:bg-hover data-highlighted:text-text';

/** Who does the selected task. `A` opens it. */
export function AssignMenu({
  people,
  assigneeId,
  open,
  disabled,
  onOpenChange,
  onChoose,
}: {
  people: readonly PersonRef[];
  assigneeId: string | null;
  open: boolean;
  disabled: boolean;
  onOpenChange: (open: boolean) => void;
  onChoose: (personId: string | null) => void;
}) {
  const { t } = useTranslation('tasks');
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={onOpenChange}>
      <DropdownMenu.Trigger asChild>
        <Button disabled={disabled}>{t('assign')}</Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          // Back to the table and not to the button: the keys of the table go on working.
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="scroll-quiet z-40 max-h-[min(30rem,80vh)] min-w-56 rounded-3 border border-line bg-raised p-1 shadow-2"
        >
          <DropdownMenu.RadioGroup value={assigneeId ?? ''} onValueChange={(id) => onChoose(id === '' ? null : id)}>
            {[...people]
              .sort((a, b) => Number(b.isMe) - Number(a.isMe))
              .map((person) => (
                <DropdownMenu.RadioItem key={person.id} value={person.id} textValue={person.name} className={item}>
                  <Avatar name={person.name} us small />
                  <span className="grow">{person.name}</span>
                  <DropdownMenu.ItemIndicator>
                    <Icon of={Check} size={14} />
                  </DropdownMenu.ItemIndicator>
                </DropdownMenu.RadioItem>
              ))}
            <DropdownMenu.RadioItem value="" textValue={t('nobody')} className={item}>
              <span className="grow pl-7">{t('nobody')}</span>
              <DropdownMenu.ItemIndicator>
                <Icon of={Check} size={14} />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.RadioItem>
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
