declare module '*/enum.json?portal' {
  const part: Record<string, Record<string, string>>;
  export default part;
}
