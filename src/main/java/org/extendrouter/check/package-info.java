/**
 * Finds mistakes of configuration and routes: at the start, which they stop, and by {@code
 * --check}.
 *
 * <p>What must hold for settings is a class each in {@code settings}, {@code process}, {@code
 * components}, {@code certificates} or {@code directories}, and what is only warned of beside these
 * in {@code limits}, {@code sources} or {@code values}; for routes together in {@code rules} or
 * {@code entries}, and for one step in {@code steps} or, if it loses events, in {@code losses}. A
 * new rule is a new class there, named in the list of {@link
 * org.extendrouter.check.settings.ConfigurationCheck}, {@code SettingWarnings} or {@link
 * org.extendrouter.check.rules.WiringCheck}; its place in the list is that of its faults in what
 * people read. {@code libraries} looks at an application, and {@code failure} says why a start has
 * failed. Below these are, from the ground up: {@code fault}, {@code installation}, {@code keys} of
 * settings, {@code routes} as they were read, their {@code schema} and {@code trial}, and the
 * {@code wiring} between them, what {@code staff} have written of it, and the {@code paths} through
 * that.
 */
package org.extendrouter.check;
