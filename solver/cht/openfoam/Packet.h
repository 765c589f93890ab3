// Numbers and texts as a run of bytes, for sending between ranks of one program.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

namespace coldloop::cht {

class Packet {
public:
    Packet() = default;
    explicit Packet(std::vector<char> bytes) : bytes_(std::move(bytes)) {}
    const std::vector<char>& bytes() const { return bytes_; }

    template <class T>
    void put(const std::vector<T>& values)
    {
        static_assert(std::is_trivially_copyable_v<T>);
        const std::size_t count = values.size(), end = bytes_.size();
        bytes_.resize(end + sizeof count + count * sizeof(T));
        std::memcpy(&bytes_[end], &count, sizeof count);
        if (count) std::memcpy(&bytes_[end + sizeof count], values.data(), count * sizeof(T));
    }
    template <class T>
    std::vector<T> get()
    {
        std::size_t count = 0;
        std::memcpy(&count, &bytes_[at_], sizeof count);
        std::vector<T> values(count);
        if (count) std::memcpy(values.data(), &bytes_[at_ + sizeof count], count * sizeof(T));
        at_ += sizeof count + count * sizeof(T);
        return values;
    }
    void put(const std::string& text) { put(std::vector<char>(text.begin(), text.end())); }
    std::string text()
    {
        const std::vector<char> characters = get<char>();
        return {characters.begin(), characters.end()};
    }

private:
    std::vector<char> bytes_;
    std::size_t at_ = 0; // where reading goes on
};

} // namespace coldloop::cht
