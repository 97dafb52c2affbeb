//! What a program on bare Linux needs and std would bring: a start, an end, an
//! allocator, a panic handler and the four memory routines the compiler calls.

use core::alloc::{GlobalAlloc, Layout};
use core::arch::{asm, global_asm};
use core::cell::UnsafeCell;
use core::panic::PanicInfo;
use core::ptr;
use core::sync::atomic::{AtomicUsize, Ordering};

#[cfg(target_arch = "x86_64")]
global_asm!(".globl _start", "_start:", "and rsp, -16", "call {}", sym crate::start);
#[cfg(target_arch = "aarch64")]
global_asm!(".globl _start", "_start:", "bl {}", sym crate::start);

pub fn exit(code: u64) -> ! {
    // SAFETY: `exit_group` takes one number and does not return.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        asm!("syscall", in("rax") 231_u64, in("rdi") code, options(noreturn, nostack));
        #[cfg(target_arch = "aarch64")]
        asm!("svc 0", in("x8") 94_u64, in("x0") code, options(noreturn, nostack));
    }
}

#[panic_handler]
fn panicked(_: &PanicInfo<'_>) -> ! {
    exit(101)
}

/// The precompiled `alloc` names these two; nothing here unwinds.
#[unsafe(no_mangle)]
extern "C" fn rust_eh_personality() {}

#[unsafe(no_mangle)]
extern "C" fn _Unwind_Resume() -> ! {
    exit(101)
}

#[global_allocator]
static HEAP: Heap = Heap { room: UnsafeCell::new([0; SIZE]), used: AtomicUsize::new(0) };

const SIZE: usize = 1 << 20;

/// Hands out room and never takes it back.
#[repr(align(16))]
struct Heap {
    room: UnsafeCell<[u8; SIZE]>,
    used: AtomicUsize,
}

// SAFETY: every allocation is a part of `room` that no other one has.
unsafe impl Sync for Heap {}

// SAFETY: `used` only rises, so no two allocations overlap, and what does not fit is null.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let place = |used: usize| used.next_multiple_of(layout.align());
        let end = |used| place(used).checked_add(layout.size()).filter(|&end| end <= SIZE);
        match self.used.fetch_update(Ordering::Relaxed, Ordering::Relaxed, end) {
            Ok(used) if layout.align() <= 16 => unsafe {
                self.room.get().cast::<u8>().add(place(used))
            },
            _ => ptr::null_mut(),
        }
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

// Volatile, or the compiler would turn each into a call of itself.

#[unsafe(no_mangle)]
unsafe extern "C" fn memcpy(to: *mut u8, from: *const u8, len: usize) -> *mut u8 {
    for i in 0..len {
        unsafe { to.add(i).write_volatile(from.add(i).read_volatile()) };
    }
    to
}

#[unsafe(no_mangle)]
unsafe extern "C" fn memmove(to: *mut u8, from: *const u8, len: usize) -> *mut u8 {
    if to.cast_const() <= from {
        return unsafe { memcpy(to, from, len) };
    }
    for i in (0..len).rev() {
        unsafe { to.add(i).write_volatile(from.add(i).read_volatile()) };
    }
    to
}

#[unsafe(no_mangle)]
unsafe extern "C" fn memset(to: *mut u8, byte: i32, len: usize) -> *mut u8 {
    for i in 0..len {
        unsafe { to.add(i).write_volatile(byte as u8) };
    }
    to
}

#[unsafe(no_mangle)]
unsafe extern "C" fn memcmp(a: *const u8, b: *const u8, len: usize) -> i32 {
    for i in 0..len {
        let (a, b) = unsafe { (a.add(i).read_volatile(), b.add(i).read_volatile()) };
        if a != b {
            return i32::from(a) - i32::from(b);
        }
    }
    0
}

#[unsafe(no_mangle)]
unsafe extern "C" fn bcmp(a: *const u8, b: *const u8, len: usize) -> i32 {
    unsafe { memcmp(a, b, len) }
}
