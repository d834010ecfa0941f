import { Problem } from '../http/Problem';
import { say } from '../words/say';
import { spoken, type Schema } from './processes';

/** What stands in a field: text, yes and no, or the fields of what is nested. */
export type Value = string | boolean | Fields | readonly Fields[];

/** What stands in the fields of a form or of one of its parts. */
export interface Fields {
  readonly [name: string]: Value;
}

/** How a parameter is asked for. A list of plain values is written one a line; only what has no schema of its own is written as JSON. */
export type FieldKind = 'flag' | 'choice' | 'number' | 'date' | 'text' | 'lines' | 'record' | 'records' | 'json';

export function kindOf(schema: Schema): FieldKind {
  if (schema.type === 'object') return schema.properties ? 'record' : 'json';
  if (schema.type === 'array') return schema.items?.type === 'object' && schema.items.properties ? 'records' : schema.items?.type === 'object' || schema.items?.type === 'array' ? 'json' : 'lines';
  if (schema.enum) return 'choice';
  if (schema.type === 'boolean') return 'flag';
  if (schema.type === 'number' || schema.type === 'integer') return 'number';
  return schema.format === 'date' ? 'date' : 'text';
}

/** The parts of a value that is nested, of one that isn't filled in yet none. */
export const recordIn = (value: Value | undefined): Fields => (typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {});
export const recordsIn = (value: Value | undefined): readonly Fields[] => (Array.isArray(value) ? (value as readonly Fields[]) : []);

/** The JSON to send: what was filled in, in the type of its schema; empty fields are left to their defaults. */
export function parametersOf(schema: Schema, fields: Fields): Record<string, unknown> {
  const parameters: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const value = fields[name] === undefined ? undefined : valueOf(name, property, fields[name]);
    if (value !== undefined) parameters[name] = value;
  }
  return parameters;
}

function valueOf(name: string, schema: Schema, value: Value): unknown {
  const text = typeof value === 'string' ? value : '';
  switch (kindOf(schema)) {
    case 'flag': return value === (schema.default ?? false) || typeof value !== 'boolean' ? undefined : value;
    case 'record': { const inner = parametersOf(schema, recordIn(value)); return Object.keys(inner).length > 0 ? inner : undefined; }
    case 'records': { const all = recordsIn(value); return all.length > 0 ? all.map((one) => parametersOf(schema.items!, one)) : undefined; }
    case 'number': return text === '' ? undefined : Number(text);
    case 'lines': {
      const lines = text.split('\n').map((line) => line.trim()).filter(Boolean);
      return lines.length === 0 ? undefined : lines.map((line) => (schema.items?.type === 'number' || schema.items?.type === 'integer' ? Number(line) : line));
    }
    case 'json':
      try {
        return text === '' ? undefined : JSON.parse(text);
      } catch (error) {
        throw new Problem('page.bad_json', say('workJsonBad', { name: spoken(name), why: error instanceof Error ? error.message : '' }), '', say('workJsonBadRemedy'));
      }
    default: return text === '' ? undefined : text;
  }
}

/** The fields that give some parameters: to run a job again with changes. */
export function fieldsOf(schema: Schema, parameters: Readonly<Record<string, unknown>>): Fields {
  return Object.fromEntries(Object.entries(parameters).flatMap(([name, value]) => {
    const property = schema.properties?.[name];
    return !property || value === null || value === undefined ? [] : [[name, fieldOf(property, value)]];
  }));
}

function fieldOf(schema: Schema, value: unknown): Value {
  const isRecord = (one: unknown): one is Record<string, unknown> => typeof one === 'object' && one !== null && !Array.isArray(one);
  switch (kindOf(schema)) {
    case 'flag': return value === true;
    case 'record': return isRecord(value) ? fieldsOf(schema, value) : {};
    case 'records': return Array.isArray(value) ? value.filter(isRecord).map((one) => fieldsOf(schema.items!, one)) : [];
    case 'lines': return Array.isArray(value) ? value.join('\n') : String(value);
    case 'json': return JSON.stringify(value, null, 1);
    default: return String(value);
  }
}

/** An example of a value without a schema of its own, so that nobody starts from an empty field. */
export const exampleOf = (schema: Schema): string => (schema.type === 'array' ? '[]' : '{}');
