/** The part of a file of texts that the first script carries (`vite.config.ts`). */
declare module '*.json?portal' {
  type Texts = { [key: string]: string | Texts };
  const part: Texts;
  export default part;
}
