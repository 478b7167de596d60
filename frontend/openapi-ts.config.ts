import { defineConfig } from '@hey-api/openapi-ts';

export default defineConfig({
  input: '../openapi.yaml',
  output: { path: 'src/api/gen' },
  plugins: [
    { name: '@hey-api/client-fetch', runtimeConfigPath: '../client.ts' },
    '@hey-api/typescript',
    { name: '@hey-api/sdk' },
    { name: '@tanstack/react-query', queryOptions: true, infiniteQueryOptions: true, mutationOptions: false },
    'zod',
  ],
});
