import { Problem } from '../http/Problem';
import { say } from '../words/say';
import { spoken, type Schema } from './processes';

/** What stands in the fields of a form, as text or yes and no. */
export type Fields = Readonly<Record<string, string | boolean>>;

/** How a parameter is asked for. A list of plain values is written one a line; whatever is nested is written as JSON. */
export type FieldKind = 'flag' | 'choice' | 'number' | 'date' | 'text' | 'lines' | 'json';

export function kindOf(schema: Schema): FieldKind {
  if (schema.type === 'object') return 'json';
  if (schema.type === 'array') return schema.items?.type === 'object' || schema.items?.type === 'array' ? 'json' : 'lines';
  if (schema.enum) return 'choice';
  if (schema.type === 'boolean') return 'flag';
  if (schema.type === 'number' || schema.type === 'integer') return 'number';
  return schema.format === 'date' ? 'date' : 'text';
}

/** The JSON to send: what was filled in, in the type of its schema; empty fields are left to their defaults. */
export function parametersOf(schema: Schema, fields: Fields): Record<string, unknown> {
  const parameters: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const field = fields[name];
    if (field === undefined || field === '') continue;
    const value = typeof field === 'boolean' ? (field === (property.default ?? false) ? undefined : field) : valueOf(name, property, field);
    if (value !== undefined) parameters[name] = value;
  }
  return parameters;
}

function valueOf(name: string, schema: Schema, text: string): unknown {
  switch (kindOf(schema)) {
    case 'number': return Number(text);
    case 'lines': {
      const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
      return lines.length === 0 ? undefined : lines.map((line) => (schema.items?.type === 'number' || schema.items?.type === 'integer' ? Number(line) : line));
    }
    case 'json':
      try {
        return JSON.parse(text);
      } catch (error) {
        throw new Problem('page.bad_json', say('workJsonBad', { name: spoken(name), why: error instanceof Error ? error.message : '' }), '', say('workJsonBadRemedy'));
      }
    default: return text;
  }
}

/** The fields that give some parameters: to run a job again with changes. */
export function fieldsOf(schema: Schema, parameters: Readonly<Record<string, unknown>>): Fields {
  return Object.fromEntries(Object.entries(parameters).flatMap(([name, value]) => {
    const property = schema.properties?.[name];
    if (!property || value === null || value === undefined) return [];
    const kind = kindOf(property);
    return [[name, kind === 'flag' ? value === true : kind === 'lines' && Array.isArray(value) ? value.join('\n') : kind === 'json' ? JSON.stringify(value, null, 1) : String(value)]];
  }));
}

/** An example of a nested value, so that nobody starts from an empty field. */
export function exampleOf(schema: Schema): string {
  const example = (one: Schema): unknown => one.type === 'array' ? [example(one.items ?? {})]
    : one.type === 'object' ? Object.fromEntries(Object.entries(one.properties ?? {}).filter(([name]) => one.required?.includes(name) ?? false).map(([name, property]) => [name, example(property)]))
    : one.default ?? (one.type === 'number' || one.type === 'integer' ? 0 : one.type === 'boolean' ? false : one.enum?.[0] ?? '');
  return JSON.stringify(example(schema), null, 1);
}
