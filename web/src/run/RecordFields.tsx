import { Icon } from '../app/Icon';
import { say } from '../words/say';
import { FormFields } from './FormFields';
import { recordIn, recordsIn, type Value } from './parameters';
import { spoken, type Schema } from './processes';

interface NestedProps {
  readonly name: string;
  readonly schema: Schema;
  readonly value: Value | undefined;
  readonly put: (value: Value) => void;
}

/** A parameter that has parts of its own. */
export const RecordField = ({ name, schema, value, put }: NestedProps) => (
  <details class="nested" open={value !== undefined}>
    <summary>{schema.description ?? spoken(name)} <small>{name}</small></summary>
    <div class="form"><FormFields schema={schema} fields={recordIn(value)} put={put} /></div>
  </details>
);

/** A list of such: each entry with its fields, to add to and to take from. */
export function RecordList({ name, schema, isNeeded, value, put }: NestedProps & { isNeeded: boolean }) {
  const entries = recordsIn(value);
  const title = (index: number) => `${spoken(name)} ${index + 1}`;
  return (
    <fieldset class="nested">
      <legend>{schema.description ?? schema.items?.description ?? spoken(name)} {isNeeded && <em class="needed">{say('workRequired')}</em>} <small>{name}</small></legend>
      {entries.map((entry, index) => (
        <fieldset class="entry" key={index}>
          <legend>{title(index)}</legend>
          <button type="button" class="round plain" aria-label={`${say('remove')}: ${title(index)}`} title={say('remove')} onClick={() => put(entries.filter((_, i) => i !== index))}><Icon name="trash" size={16} /></button>
          <FormFields schema={schema.items!} fields={entry} put={(next) => put(entries.map((one, i) => (i === index ? next : one)))} />
        </fieldset>
      ))}
      <button type="button" class="small" onClick={() => put([...entries, {}])}><Icon name="plus" size={16} />{say('workAddOne', { name: spoken(name) })}</button>
    </fieldset>
  );
}
