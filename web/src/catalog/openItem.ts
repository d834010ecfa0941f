import { isWellSeen } from '../layers/choose';
import { mainFrame, showBox } from '../map/moves';
import { change } from '../state/store';
import { boxOf } from './item';
import { known } from './known';

/** Shows the details of an item, and goes there when it can't be seen well. */
export function openItem(key: string): void {
  change({ item: key, panel: 'find' });
  const item = known.value.get(key);
  const [box, seen] = [item && 'type' in item ? boxOf(item) : null, mainFrame()?.box];
  if (box && seen && !isWellSeen(box, seen)) showBox(box);
}
