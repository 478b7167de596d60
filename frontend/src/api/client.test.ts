import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiError, actionHeaders, apiFetch, createClientConfig, onUnauthorized, setCsrfToken } from './client';

const server = setupServer();
const base = `${window.location.origin}/api/v1`;

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => {
  server.resetHandlers();
  setCsrfToken(undefined);
});
afterAll(() => server.close());

describe('requests', () => {
  it('carry the CSRF token and an idempotency key when they change something', async () => {
    const seen: Record<string, string | null>[] = [];
    const note = ({ request }: { request: Request }) => {
      seen.push({ csrf: request.headers.get('x-csrf-token'), key: request.headers.get('idempotency-key') });
      return HttpResponse.json({});
    };
    server.use(http.get(`${base}/calls`, note), http.post(`${base}/calls`, note));
    setCsrfToken('token');
    await apiFetch(`${base}/calls`);
    await apiFetch(`${base}/calls`, { method: 'POST', headers: { 'Idempotency-Key': 'mine' } });
    await apiFetch(`${base}/calls`, { method: 'POST' });
    expect(seen[0]).toEqual({ csrf: null, key: null });
    expect(seen[1]).toEqual({ csrf: 'token', key: 'mine' });
    expect(seen[2]?.key).toMatch(/^[0-9a-f-]{32,36}$/);
  });

  it('turn a problem document into an ApiError with every fault', async () => {
    server.use(
      http.post(`${base}/calls`, () =>
        HttpResponse.json(
          {
            code: 'invalid',
            title: 'x',
            status: 422,
            instance: 'req-1',
            errors: [{ pointer: '/title', code: 'missing', detail: 'd' }],
          },
          { status: 422, headers: { 'content-type': 'application/problem+json' } },
        ),
      ),
    );
    const error = await apiFetch(`${base}/calls`, { method: 'POST' }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, code: 'invalid', requestId: 'req-1', errors: [{ pointer: '/title' }] });
  });

  it('call a lost connection by its name', async () => {
    server.use(http.get(`${base}/calls`, () => HttpResponse.error()));
    await expect(apiFetch(`${base}/calls`)).rejects.toMatchObject({ status: 0, code: 'network', offline: true });
  });

  it('report an ended session, except while signing in', async () => {
    const ended = vi.fn();
    onUnauthorized(ended);
    const refuse = () => HttpResponse.json({ code: 'unauthenticated' }, { status: 401 });
    server.use(http.get(`${base}/calls`, refuse), http.post(`${base}/sessions`, refuse));
    await apiFetch(`${base}/sessions`, { method: 'POST' }).catch(() => undefined);
    expect(ended).not.toHaveBeenCalled();
    await apiFetch(`${base}/calls`).catch(() => undefined);
    expect(ended).toHaveBeenCalledOnce();
  });

  it('say how long to wait', async () => {
    server.use(http.get(`${base}/calls`, () => new HttpResponse('', { status: 429, headers: { 'retry-after': '7' } })));
    await expect(apiFetch(`${base}/calls`)).rejects.toMatchObject({ code: 'too_many_requests', retryAfter: 7 });
  });
});

describe('headers of an action', () => {
  it('name the version strongly', () => {
    expect(actionHeaders({ version: 3 }, 'k')).toEqual({ 'If-Match': '"3"', 'Idempotency-Key': 'k' });
  });

  it('come with an absolute base URL for the generated client', () => {
    expect(createClientConfig({ baseUrl: '/api/v1/' }).baseUrl).toBe(base);
  });
});
