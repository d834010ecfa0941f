import type { Routes } from './routes';

/** An address pattern with its gaps filled: `/jobs/{job}` becomes `/jobs/${string}`. */
type Filled<Pattern extends string> = Pattern extends `${infer Before}{${string}}${infer After}` ? `${Before}${string}${Filled<After>}` : Pattern;

type Path = Filled<Exclude<keyof Routes, '/' | '/page/{path}'>>;

/** An address that the server answers, with or without a query. A route that was renamed no longer compiles once the routes are made anew. */
export type Address = Path | `${Path}?${string}`;

/** What a route takes in the query of a GET, so that a misspelt parameter doesn't compile. */
export type Query<Pattern extends keyof Routes> = Routes[Pattern] extends { get: infer Names } ? Names : never;
