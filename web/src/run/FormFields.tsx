import { say } from '../words/say';
import { Field } from './Field';
import type { Fields } from './parameters';
import type { Schema } from './processes';

interface FormFieldsProps {
  readonly schema: Schema;
  readonly fields: Fields;
  readonly put: (fields: Fields) => void;
}

/** The fields of a process or of a part of its parameters: what is needed first, the rest behind one click where there is much. */
export function FormFields({ schema, fields, put }: FormFieldsProps) {
  const properties = Object.entries(schema.properties ?? {});
  const isNeeded = (name: string) => schema.required?.includes(name) ?? false;
  const needed = properties.filter(([name]) => isNeeded(name));
  const others = properties.filter(([name]) => !isNeeded(name));
  const field = ([name, property]: (typeof properties)[number]) => <Field key={name} name={name} schema={property} isNeeded={isNeeded(name)} value={fields[name]} put={(value) => put({ ...fields, [name]: value })} />;
  // What was filled in before must not hide.
  const isOpen = others.some(([name]) => fields[name] !== undefined);
  return (
    <>
      {needed.map(field)}
      {others.length > 0 && (needed.length === 0 ? others.map(field) : <details open={isOpen}><summary>{say('workOptional')} ({others.length})</summary><div class="form">{others.map(field)}</div></details>)}
    </>
  );
}
