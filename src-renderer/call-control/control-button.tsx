import { Button, type ButtonProps } from '../ui/button.tsx';
import { usePress } from './use-press.ts';

/** A button of the controls: in the popup deaf for 600 ms after it appeared or moved. */
export function ControlButton({ onPress, ...rest }: Omit<ButtonProps, 'onClick' | 'ref'> & { onPress: () => void }) {
  const press = usePress<HTMLButtonElement>(onPress);
  return <Button {...rest} {...press} />;
}
