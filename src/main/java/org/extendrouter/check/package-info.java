/**
 * Finds mistakes of configuration and routes: at the start, which they stop, and by {@code
 * --check}.
 *
 * <p>What must hold for settings is a class each in {@code settings} or {@code process}, for routes
 * together in {@code rules}, and for one step in {@code steps} or, if it loses events, in {@code
 * losses}. A new rule is a new class there, named in the list of {@link
 * org.extendrouter.check.settings.ConfigurationCheck} or {@link
 * org.extendrouter.check.rules.WiringCheck}; its place in the list is that of its faults in what
 * people read. Below these are, from the ground up: {@code fault}, {@code installation}, {@code
 * keys} of settings, {@code routes} as they were read, their {@code schema} and {@code trial}, and
 * the {@code wiring} between them, and what {@code staff} have written of it.
 */
package org.extendrouter.check;
