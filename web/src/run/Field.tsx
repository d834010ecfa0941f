import { view } from '../state/store';
import { featureOf } from '../area/geometry';
import { say } from '../words/say';
import { exampleOf, kindOf, type Value } from './parameters';
import { spoken, type Schema } from './processes';
import { RecordField, RecordList } from './RecordFields';

interface FieldProps {
  readonly name: string;
  readonly schema: Schema;
  readonly isNeeded: boolean;
  readonly value: Value | undefined;
  readonly put: (value: Value) => void;
}

/** One parameter of a process. */
export function Field({ name, schema, isNeeded, value, put }: FieldProps) {
  const kind = kindOf(schema);
  if (kind === 'record') return <RecordField name={name} schema={schema} value={value} put={put} />;
  if (kind === 'records') return <RecordList name={name} schema={schema} isNeeded={isNeeded} value={value} put={put} />;
  const hint = schema.default === undefined || schema.default === '' || kind === 'flag' ? '' : say('workDefault', { value: String(schema.default) });
  const text = typeof value === 'string' ? value : '';
  const about = <span>{schema.description ?? spoken(name)} {isNeeded && <em class="needed">{say('workRequired')}</em>}</span>;
  if (kind === 'flag') {
    return <label class="flag"><input type="checkbox" checked={value === undefined ? schema.default === true : value === true} onChange={(event) => put(event.currentTarget.checked)} />{about}</label>;
  }
  return (
    <label class="field">
      {about}
      {kind === 'choice' && <select value={text} required={isNeeded} onChange={(event) => put(event.currentTarget.value)}><option value="">{schema.default ? String(schema.default) : say(isNeeded ? 'workPick' : 'workChoose')}</option>{schema.enum!.filter((choice) => choice !== schema.default).map((choice) => <option key={choice} value={choice}>{spoken(choice)}</option>)}</select>}
      {kind === 'number' && <input type="number" step={schema.type === 'integer' ? 1 : 'any'} min={schema.minimum} max={schema.maximum} required={isNeeded} value={text} placeholder={hint} onInput={(event) => put(event.currentTarget.value)} />}
      {kind === 'date' && <input type="date" required={isNeeded} value={text} onInput={(event) => put(event.currentTarget.value)} />}
      {kind === 'text' && <input type="text" spellcheck={false} required={isNeeded} value={text} placeholder={hint} onInput={(event) => put(event.currentTarget.value)} />}
      {(kind === 'lines' || kind === 'json') && <textarea rows={kind === 'json' ? 5 : 3} spellcheck={false} required={isNeeded} value={text} placeholder={kind === 'json' ? exampleOf(schema) : say('workListHint')} onInput={(event) => put(event.currentTarget.value)} />}
      <small>{[name, kind === 'json' ? say('workJsonHint') : kind === 'lines' ? say('workListHint') : '', kind === 'choice' ? '' : hint].filter(Boolean).join(' · ')}</small>
      {takesArea(name) && view.value.area.length > 0 && <button type="button" class="quiet" onClick={() => put(JSON.stringify(featureOf(view.value.area)))}>{say('workUseArea')}</button>}
    </label>
  );
}

/** Whether a parameter can be an area that was drawn. */
const takesArea = (name: string): boolean => name === 'area' || name === 'geometry';
