import { defineConfig, type UserConfig } from '@hey-api/openapi-ts';

/** The contract; another one can be given to look ahead. */
const input = process.env.OPENAPI ?? '../openapi.yaml';
const client = { name: '@hey-api/client-fetch', throwOnError: true } as const;
// The session is a cookie; the browser sends it by itself.
const sdk = { name: '@hey-api/sdk', auth: false } as const;

const everything: UserConfig = {
  input,
  output: { path: 'src/api/gen' },
  plugins: [
    { ...client, runtimeConfigPath: '../client' },
    '@hey-api/typescript',
    sdk,
    { name: '@tanstack/react-query', queryOptions: true, infiniteQueryOptions: true, mutationOptions: false },
  ],
};

/** What the portal and the frame call: a client of their own, so that phones do not carry the workspace's operations. */
const portal: UserConfig = {
  input,
  output: { path: 'src/api/portal' },
  parser: {
    filters: {
      operations: {
        include: [
          '/ /api/v1/(public/|sessions|clock)/',
          'POST /api/v1/accounts',
          'GET /api/v1/areas',
          'POST /api/v1/needs/{id}/endorse',
          '/ /api/v1/(invitations/|password-resets|accounts/verify-email)/',
        ],
      },
    },
  },
  plugins: [{ ...client, runtimeConfigPath: '../client' }, '@hey-api/typescript', sdk],
};

export default defineConfig([everything, portal]);
