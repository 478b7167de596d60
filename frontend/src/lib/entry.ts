/** Whether an address belongs to the workspace, whose routes the first script does not carry. */
export function inWorkspace(pathname: string): boolean {
  return pathname === '/app' || pathname.startsWith('/app/');
}
