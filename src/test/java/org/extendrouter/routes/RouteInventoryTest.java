package org.extendrouter.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.extendrouter.routes.RouteFile.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteInventoryTest {

  @TempDir Path home;

  private Path routes;
  private Path types;

  @BeforeEach
  void layOut() throws IOException {
    routes = home.resolve("routes");
    types = Files.createDirectories(routes.resolve("types"));
  }

  @Test
  void theRoutersOwnComeFromTheJarAndTheBranchesFromTheInstallation() throws IOException {
    Files.writeString(types.resolve("invoice.camel.yaml"), "- route:");

    assertThat(find().inForce())
        .filteredOn(file -> file.role() == Role.ENGINE)
        .extracting(RouteFile::path)
        .contains("routes/receive.camel.yaml (in the jar)", "routes/triage.camel.yaml (in the jar)")
        .noneMatch(path -> path.contains("invoice"));
    assertThat(find().inForce())
        .filteredOn(file -> file.role() != Role.ENGINE)
        .containsExactly(
            new RouteFile("file:" + types + "/invoice.camel.yaml", Role.TYPE, "- route:"));
  }

  @Test
  void aFileOfTheSameNameTakesThePlaceOfTheRoutersOwn() throws IOException {
    Files.writeString(routes.resolve("notices.camel.yaml"), "- route: {}");
    // In types/ the name is that of a type.
    Files.writeString(types.resolve("review.camel.yaml"), "- route:");

    assertThat(find().inForce())
        .filteredOn(file -> file.name().equals("notices.camel.yaml"))
        .containsExactly(
            new RouteFile("file:" + routes + "/notices.camel.yaml", Role.OVERRIDE, "- route: {}"));
    assertThat(find().notes())
        .containsExactly(
            routes + "/notices.camel.yaml takes the place of the jar's notices.camel.yaml");
    assertThat(find().inForce())
        .filteredOn(file -> file.name().equals("review.camel.yaml"))
        .extracting(RouteFile::role)
        .containsExactly(Role.ENGINE, Role.TYPE);
  }

  @Test
  void aCopyOfTheRoutersOwnIsNoOverride() throws IOException {
    Files.copy(Path.of("routes/triage.camel.yaml"), routes.resolve("triage.camel.yaml"));

    assertThat(find().inForce()).extracting(RouteFile::role).containsOnly(Role.ENGINE);
  }

  @Test
  void aFileOfAnotherNameIsAdded() throws IOException {
    Files.writeString(routes.resolve("shared.camel.yaml"), "- route:");

    assertThat(find().inForce()).extracting(RouteFile::role).contains(Role.ADDED);
  }

  @Test
  void whatIsNotReadIsTold() throws IOException {
    for (String name : new String[] {"a.yml", "b.yaml", "c.camel.yml", "d.xml", "e.camel.YAML"}) {
      Files.writeString(routes.resolve(name), "");
      Files.writeString(types.resolve(name), "");
    }
    for (String name : new String[] {".hidden.yml", "a.camel.yaml~", "a.bak", "README.md"}) {
      Files.writeString(routes.resolve(name), "");
      Files.writeString(types.resolve(name), "");
    }
    Files.createDirectories(routes.resolve("examples"));

    assertThat(find().notRead())
        .containsExactly(
            routes.resolve("a.yml"),
            routes.resolve("b.yaml"),
            routes.resolve("c.camel.yml"),
            routes.resolve("d.xml"),
            routes.resolve("e.camel.YAML"),
            types.resolve("a.yml"),
            types.resolve("b.yaml"),
            types.resolve("c.camel.yml"),
            types.resolve("d.xml"),
            types.resolve("e.camel.YAML"));
  }

  @Test
  void anInstallationOfTheEarlierLayoutKeepsItsBranches() throws IOException {
    Files.copy(Path.of("src/test/routes/earlier/notices.yaml"), routes.resolve("notices.yaml"));
    Files.writeString(routes.resolve("triage.yaml"), "# changed");
    Files.writeString(routes.resolve("accept-invoice.yaml"), "- route:");

    RouteInventory files = find();

    assertThat(files.outdated()).containsExactly(routes.resolve("triage.yaml"));
    assertThat(files.notes())
        .containsExactly(
            routes
                + "/notices.yaml is the router's own of an earlier version, and is not read: remove it",
            "%1$s/accept-invoice.yaml is the branch of a type: move it to %1$s/types/invoice.camel.yaml"
                .formatted(routes));
    assertThat(files.inForce())
        .filteredOn(file -> file.role() != Role.ENGINE)
        .containsExactly(
            new RouteFile("file:" + routes + "/accept-invoice.yaml", Role.TYPE, "- route:"));
    assertThat(files.notRead()).isEmpty();
  }

  @Test
  void directoriesNeedNotExist() throws IOException {
    Files.delete(types);
    Files.delete(routes);

    assertThat(find().inForce()).extracting(RouteFile::role).containsOnly(Role.ENGINE);
    assertThat(find().directories()).containsExactly(routes, types);
  }

  private RouteInventory find() {
    return RouteInventory.find(
        "classpath:META-INF/extend/routes/*.camel.yaml,file:%s/*.camel.yaml,file:%s/*.camel.yaml"
            .formatted(routes, types));
  }
}
