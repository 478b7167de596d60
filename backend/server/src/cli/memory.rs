//! Memory that the start needed and the work does not.

/// Gives freed memory back to the system. To read the contract takes about 30 MiB for a moment; the allocator would keep
/// them, because what lives on lies between. Elsewhere than with glibc nothing is done.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "a call to the C library that takes no pointer and may be made at any time")]
pub(super) fn give_back() {
    // SAFETY: malloc_trim has no precondition; it takes the allocator's own locks.
    let _ = unsafe { libc::malloc_trim(0) };
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(super) fn give_back() {}
