package dev.sonde.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder are a source. */
class FoldersTest {

  private static final String SPAN = "[{\"name\":\"a\",\"start_ns\":1,\"end_ns\":2}]";

  @TempDir Path folder;

  @Test
  void a_file_is_itself_whatever_it_holds() throws IOException {
    Path file = write("notes.txt", "nothing of interest");
    assertThat(new Intake().contents(file, null)).isEqualTo(files(List.of(file), List.of()));
    assertThat(new Intake().contents(Intake.STANDARD_INPUT, null).files())
        .containsExactly(Intake.STANDARD_INPUT);
  }

  @Test
  void parts_are_sorted_by_name_and_what_is_no_telemetry_is_left_and_named() throws IOException {
    Path second = write("part-2", SPAN);
    Path notes = write("notes.txt", "nothing of interest");
    Path first = write("part-1", SPAN);
    Path empty = write("part-3", "");
    write(".hidden", SPAN);
    Files.createDirectory(folder.resolve("deeper"));
    Files.writeString(folder.resolve("deeper").resolve("part-4"), SPAN);

    Contents contents = new Intake().contents(folder, null);
    assertThat(contents.files()).containsExactly(first, second);
    assertThat(contents.left()).containsExactly(notes, empty);
  }

  @Test
  void a_format_that_was_named_takes_every_file() throws IOException {
    Path notes = write("notes.txt", "nothing of interest");
    Path part = write("part-1", SPAN);
    assertThat(new Intake().contents(folder, "frisky-spans"))
        .isEqualTo(files(List.of(notes, part), List.of()));
  }

  @Test
  void an_empty_folder_says_that_it_has_no_files() {
    assertThatThrownBy(() -> new Intake().contents(folder, null))
        .isInstanceOf(SourceException.Unrecognised.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("it has no files")
        .hasMessageContaining("frisky-spans");
  }

  @Test
  void a_folder_of_folders_says_so() throws IOException {
    Files.createDirectory(folder.resolve("run-1"));
    Files.writeString(folder.resolve("run-1").resolve("spans.json"), SPAN);
    assertThatThrownBy(() -> new Intake().contents(folder, null))
        .isInstanceOf(SourceException.Unrecognised.class)
        .hasMessageContaining("it has no files")
        .hasMessageContaining("folders in it")
        .hasMessageContaining("run-1");
  }

  @Test
  void a_folder_without_telemetry_names_its_first_file() throws IOException {
    write("b.txt", "text");
    write("a.txt", "text");
    assertThatThrownBy(() -> new Intake().contents(folder, null))
        .isInstanceOf(SourceException.Unrecognised.class)
        .hasMessageContaining("none of its files (2, first a.txt)");
  }

  private static Contents files(List<Path> files, List<Path> left) {
    return new Contents(files.stream().<Source>map(Source.Single::new).toList(), left);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
