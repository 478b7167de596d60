/**
 * What every request shares: base URL, CSRF header, idempotency key, and one error type.
 *
 * The generated client (`src/api/gen`) is built from `createClientConfig` and therefore sends all its requests
 * through `apiFetch`. Nothing else in the application calls `fetch`.
 */

/** One fault of a problem document: where, which rule, and the figures of it. */
export interface Fault {
  pointer: string;
  code: string;
  detail: string;
  limit?: string | null | undefined;
  actual?: string | null | undefined;
}

interface Problem {
  code?: string;
  title?: string;
  detail?: string;
  instance?: string;
  status?: number;
  errors?: Fault[];
}

/** Every failed request ends as one of these; `code` is the translation key (`problems:<code>`). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId: string | undefined;
  readonly errors: Fault[];
  /** Seconds to wait, when the server said so (429). */
  readonly retryAfter: number | undefined;
  readonly problem: Record<string, unknown>;

  constructor(status: number, problem: Problem, retryAfter?: number) {
    super(problem.title ?? problem.code ?? `HTTP ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.code = problem.code ?? fallbackCode(status);
    this.detail = problem.detail ?? '';
    this.requestId = problem.instance;
    this.errors = problem.errors ?? [];
    this.retryAfter = retryAfter;
    this.problem = problem as Record<string, unknown>;
  }

  /** True when nothing reached the server, or nothing came back. */
  get offline(): boolean {
    return this.status === 0;
  }
}

function fallbackCode(status: number): string {
  if (status === 0) return 'network';
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 409) return 'conflict';
  if (status === 412) return 'precondition_failed';
  if (status === 413) return 'too_large';
  if (status === 429) return 'too_many_requests';
  return status >= 500 ? 'internal' : 'bad_request';
}

let csrfToken: string | undefined;
let unauthorizedListener: (() => void) | undefined;
let tokenRenewer: (() => Promise<void>) | undefined;
let codeAsker: (() => Promise<boolean>) | undefined;

/** Keeps the token of the current session; in memory only. */
export function setCsrfToken(token: string | undefined): void {
  csrfToken = token;
}

/** Called once whenever an authenticated request is answered with 401. */
export function onUnauthorized(listener: () => void): void {
  unauthorizedListener = listener;
}

/** Reads the token of the session anew when it turns out to be an older one's: another tab has signed in again. */
export function onStaleToken(renew: () => Promise<void>): void {
  tokenRenewer = renew;
}

/** Asks for a code of the second factor when the server wants a fresh one; `true` once it was shown. */
export function onStepUp(ask: () => Promise<boolean>): void {
  codeAsker = ask;
}

/** A fresh key for one intention of the user; a retry of the same intention must reuse it. */
export function newIdempotencyKey(): string {
  return typeof crypto.randomUUID === 'function'
    ? crypto.randomUUID()
    : Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The strong entity tag of a versioned resource. */
export function etagOf(resource: { version: number | string }): string {
  return `"${resource.version}"`;
}

/** Headers for an action on a versioned resource: `If-Match` with its version and one `Idempotency-Key`. */
export function actionHeaders(
  resource: { version: number | string },
  key: string = newIdempotencyKey(),
): { 'If-Match': string; 'Idempotency-Key': string } {
  return { 'If-Match': etagOf(resource), 'Idempotency-Key': key };
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

async function toApiError(response: Response): Promise<ApiError> {
  let problem: Problem = {};
  try {
    if (response.headers.get('content-type')?.includes('json')) problem = (await response.json()) as Problem;
  } catch {
    problem = {};
  }
  const retryAfter = Number(response.headers.get('retry-after') ?? '');
  return new ApiError(response.status, problem, Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined);
}

/** `fetch` with the house rules; rejects with `ApiError` on every answer that is not 2xx. */
export async function apiFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, { credentials: 'same-origin', ...init });
  const unsafe = !SAFE.has(request.method);
  if (unsafe && csrfToken && !request.headers.has('X-CSRF-Token')) request.headers.set('X-CSRF-Token', csrfToken);
  if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
    request.headers.set('Idempotency-Key', newIdempotencyKey());
  }
  const again = request.clone();
  let response: Response;
  try {
    response = await fetch(request);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, {});
  }
  if (response.ok || response.status === 304) return response;
  const error = await toApiError(response);
  if (error.code === 'step_up_needed' && codeAsker && (await codeAsker())) return apiFetch(again);
  if (error.code === 'csrf' && tokenRenewer) {
    const stale = csrfToken;
    await tokenRenewer();
    if (csrfToken && csrfToken !== stale) {
      again.headers.delete('X-CSRF-Token');
      return apiFetch(again);
    }
  }
  if (response.status === 401 && !new URL(request.url).pathname.includes('/sessions')) unauthorizedListener?.();
  throw error;
}

/** Hook of the generated client: absolute base URL (so that tests under Node work too) and `apiFetch`. */
export function createClientConfig<T extends { baseUrl?: string; fetch?: unknown }>(override?: T): T {
  const base = (override?.baseUrl ?? '').replace(/\/$/, '');
  return {
    ...override,
    baseUrl: base.startsWith('http') ? base : `${window.location.origin}${base}`,
    fetch: apiFetch,
    throwOnError: true,
  } as unknown as T;
}
